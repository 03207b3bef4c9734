import type { AuditTrail } from '../../audit/trail.ts'
import type { InvitationDeps } from '../../credentials/invitations.ts'
import type { Passwords } from '../../credentials/passwords.ts'
import type { Store } from '../../store/store.ts'
import type { Browser } from '../browser.ts'
import type { PageDeps } from '../send.ts'

export interface InvitedDeps extends PageDeps, InvitationDeps {
  readonly store: Store
  readonly browser: Browser
  readonly passwords: Passwords
  readonly audit: AuditTrail
  readonly isHttps: boolean
}
