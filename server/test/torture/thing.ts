import type { Asker, World } from './world.ts'

/** Something with promises attached; one worker acts on it, everybody may look. */
export interface Thing {
  /** Stands in every line of the history that concerns it. */
  readonly id: string
  /** What may be done with it next, the more often the more often it is named. */
  readonly actions: readonly ((asker: Asker) => Promise<void>)[]
  /** Looks whether every promise holds, on every node. Nothing is asked of it meanwhile. */
  check(world: World): Promise<void>
}

/** Makes one; `undefined` where nothing is known to have been made. */
export type Maker = (asker: Asker, id: string) => Promise<Thing | undefined>
