import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  statSync,
} from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter } from 'age-encryption'
import { CliError, usage } from '../errors.ts'
import type { Keys, Lock } from './locks.ts'

const HEADER = 'age-encryption.org/v1\n'
const ARMOR = '-----BEGIN AGE'

/** Encrypts a file into another, as the `age` tool does, without ever holding it whole. */
export async function sealFile(plain: string, sealed: string, lock: Lock): Promise<void> {
  const encrypter = new Encrypter()
  if ('passphrase' in lock) encrypter.setPassphrase(lock.passphrase)
  else for (const recipient of lock.recipients) addRecipient(encrypter, recipient)
  const stream = await encrypter.encrypt(webStreamOf(plain))
  await write(stream, sealed)
  const expected = stream.size(statSync(plain).size)
  const { size } = statSync(sealed)
  if (size !== expected) throw new CliError(`${size} of ${expected} bytes were written.`)
}

/** Copies a backup to a file of our own, decrypted where it is encrypted. */
export async function openSealed(file: string, plain: string, keys: Keys): Promise<void> {
  const beginning = beginningOf(file)
  if (beginning.startsWith(ARMOR)) {
    throw new CliError(`${file} is age’s armored form.`, 'Decrypt it first: age --decrypt.')
  }
  if (beginning !== HEADER) return write(webStreamOf(file), plain)
  if (keys.passphrase === undefined && keys.identities.length === 0) {
    throw usage(
      `${file} is encrypted.`,
      'Give --passphrase-file, MINTMARK_BACKUP_PASSPHRASE or --identity-file.',
    )
  }
  const decrypter = new Decrypter()
  if (keys.passphrase !== undefined) decrypter.addPassphrase(keys.passphrase)
  for (const identity of keys.identities) addIdentity(decrypter, identity)
  const stream = await decrypter.decrypt(webStreamOf(file)).catch((cause: unknown) => {
    throw new CliError(
      `${file} cannot be opened with what you gave.`,
      `Is it the right passphrase or identity, and the whole file? (${wordsOf(cause)})`,
    )
  })
  await write(stream, plain).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== undefined) throw cause
    const advice = `Was it cut off on its way? Take another copy of it. (${wordsOf(cause)})`
    throw new CliError(`${file} is damaged: it was not encrypted like this.`, advice)
  })
}

function write(stream: ReadableStream<Uint8Array>, file: string): Promise<void> {
  // Opened at once: an opening under way would make the file again after a signal had it removed.
  const fd = openSync(file, 'wx', 0o600)
  return pipeline(Readable.fromWeb(stream), createWriteStream(file, { fd }))
}

function webStreamOf(file: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(file))
}

function beginningOf(file: string): string {
  const opened = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(HEADER.length)
    return bytes.toString('latin1', 0, readSync(opened, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(opened)
  }
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient)
  } catch {
    throw usage(`${recipient.slice(0, 80)} is no recipient of age.`)
  }
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity)
  } catch {
    // Its words could show a part of it.
    throw usage('The identity file has an identity that age does not know.')
  }
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
