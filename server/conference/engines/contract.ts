/** One who comes in, as an engine must know them. */
export interface Participant {
  /** Names the seat, and nobody else in any room. */
  readonly seat: string
  /** As others see it: typed by the participant, and never believed to say who they are. */
  readonly name: string
  readonly isAgent: boolean
}

/** What a browser needs to take part; it is told to that participant alone. */
export type Admission =
  | { readonly name: 'embedded' }
  | { readonly name: 'livekit'; readonly url: string; readonly token: string }
  | { readonly name: 'jitsi'; readonly url: string }

/** Where the call page must be allowed to go (CSP Level 3 §6.1), beside our own origin. */
export interface Reach {
  /** Sources for `connect-src`. */
  readonly connect: readonly string[]
  /** Sources for `frame-src`. */
  readonly frames: readonly string[]
}

/** What carries pictures and sound. Who may enter is decided before an engine is asked. */
export interface Engine {
  readonly name: Admission['name']
  readonly reach: Reach
  /** Lets one participant into one room, whose name nobody can guess. */
  admit(room: string, participant: Participant): Promise<Admission>
  /** Puts a participant out. One who is not there any more is out already. */
  remove(room: string, seat: string): Promise<void>
  /** Puts everybody out. */
  end(room: string): Promise<void>
}
