/**
 * Where several processes keep one token. Whoever can write here can plant tokens, so it belongs to
 * these processes alone. Keys are hashes; texts hold tokens and are as secret as these.
 */
export interface SharedCache {
  /** The text under a key; undefined when there is none (any more). */
  load(key: string): Promise<string | undefined>
  /** Replaces the text in one act; it may be forgotten after `lifetimeMs`. */
  save(key: string, text: string, lifetimeMs: number): Promise<void>
  /**
   * Takes the lock of a key, which ends by itself after `leaseMs`: whoever held it may be gone.
   * Undefined when somebody else has it; whoever waits asks again.
   */
  tryLock(key: string, leaseMs: number): Promise<CacheLock | undefined>
}

export interface CacheLock {
  /** Gives it back, unless it has ended and is somebody else's by now. */
  release(): Promise<void>
}
