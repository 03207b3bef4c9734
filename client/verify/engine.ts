import { type NodeBuffer, type NodeCrypto, nodeEngine } from './node-engine.ts'
import { webEngine } from './web-engine.ts'

// Cryptography of the runtime: Node's own where it is, synchronous and several times as fast, and
// WebCrypto everywhere else.

export type Algorithm = 'ES256' | 'RS256'

/** A public key, ready to verify with. */
export interface Key {
  readonly algorithm: Algorithm
  readonly native: unknown
}

export interface Engine {
  importKey(algorithm: Algorithm, jwk: Readonly<Record<string, unknown>>): Key | Promise<Key>
  /**
   * The payload's text of a compact JWS (RFC 7515 §7.1) that the key signed; `undefined` of any
   * other, and of one that is spelled otherwise than an encoder would. It is read from the very
   * bytes that the signature holds for, and only once it does.
   */
  open(key: Key, jws: string): string | undefined | Promise<string | undefined>
  /** base64url of the SHA-256 of a text. */
  digest(text: string): string | Promise<string>
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined
  getBuiltinModule?(name: 'node:buffer'): { Buffer: NodeBuffer } | undefined
}

export function engineOfRuntime(): Engine {
  const { process } = globalThis as { process?: NodeProcess }
  const crypto = process?.getBuiltinModule?.('node:crypto')
  const buffer = process?.getBuiltinModule?.('node:buffer')
  // Other runtimes have parts of it; `hash` is the newest of what is needed.
  return crypto?.hash && buffer ? nodeEngine(crypto, crypto.hash, buffer.Buffer) : webEngine()
}
