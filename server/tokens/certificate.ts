import { type KeyObject, sign } from 'node:crypto'

/** Of a serial number: unique for all that anybody will ever make (RFC 5280 §4.1.2.2). */
export const SERIAL_BYTES = 16

export interface SelfSigned {
  /** The common name of whoever it is about and by. */
  readonly name: string
  /** RSA. */
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
  readonly serial: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
}

/**
 * A self-signed certificate in DER (RFC 5280 §4.1), for dialects whose tokens name their key by
 * one. Nobody trusts it: it is a key in a wrapping. A library for all that certificates can be
 * would be a fifth of a first start.
 */
export function selfSignedCertificate(of: SelfSigned): Buffer {
  const name = sequence(set(sequence(COMMON_NAME, tagged(0x0c, Buffer.from(of.name)))))
  const facts = sequence(
    VERSION_3,
    positive(of.serial),
    SHA256_WITH_RSA,
    name,
    sequence(time(of.notBefore), time(of.notAfter)),
    name,
    of.publicKey.export({ type: 'spki', format: 'der' }),
  )
  return sequence(facts, SHA256_WITH_RSA, bitString(sign('sha256', facts, of.privateKey)))
}

export function pemOf(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join('\n')
}

/** Tag, length, content (X.690 §8.1); a long length says first how long it is itself. */
function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const bytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...bytes]), content])
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts)
}

function set(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x31, ...parts)
}

/** A first byte of 64 to 127 makes it neither negative nor longer than it need be. */
function positive([first = 0, ...rest]: Uint8Array): Buffer {
  return tagged(0x02, Buffer.from([(first & 0x3f) | 0x40, ...rest]))
}

function bitString(bytes: Uint8Array): Buffer {
  const unusedBits = Buffer.from([0])
  return tagged(0x03, unusedBits, bytes)
}

/** Two digits of the year until 2049, four from then on (RFC 5280 §4.1.2.5). */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`
  const isShort = at.getUTCFullYear() < 2050
  return isShort ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits))
}

const VERSION_3 = tagged(0xa0, tagged(0x02, Buffer.from([2])))
/** 2.5.4.3 */
const COMMON_NAME = Buffer.from('0603550403', 'hex')
/** 1.2.840.113549.1.1.11, without parameters (RFC 4055 §5). */
const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex')
