import type { Named } from './copy.ts'
import type { Restored } from './settle.ts'

export interface RestoreTarget extends Named {
  /** What the store that is replaced is called from now on. */
  readonly asideName: string
  /** Whether rows may be replaced where they cannot simply be moved aside. */
  readonly mayReplace: boolean
}

export interface Restoration extends Restored {
  /** Where the replaced store is; absent where there was none. */
  readonly aside: string | undefined
}
