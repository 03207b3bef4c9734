import type { Invitation } from '../../api/users.ts'
import type { ShownOnce } from '../../pieces/secret-once.tsx'
import { exactWords } from '../../pieces/time-words.ts'

/** The link, for the one time that anybody sees it. */
export function invitationShown(name: string, { link, expires_at }: Invitation): ShownOnce {
  return {
    title: 'One-time invitation link',
    words:
      `Give this link to ${name}, and to nobody else: whoever opens it first sets the password. ` +
      `It works once, until ${exactWords(Date.parse(expires_at))}.`,
    fields: [{ label: 'Invitation link', value: link, isSecret: true }],
    snippets: [],
  }
}
