import { readFileSync } from 'node:fs'
import { usage } from '../errors.ts'

/** For whom a backup is encrypted: whoever knows a passphrase, or holds one of the identities. */
export type Lock = { readonly passphrase: string } | { readonly recipients: readonly string[] }

export type Options = Readonly<Record<string, unknown>>

const PASSPHRASE_VARIABLE = 'MINTMARK_BACKUP_PASSPHRASE'
const PASSPHRASE_CHARACTERS_MIN = 12
const RECIPIENT = /^age1[a-z0-9]+$/
const IDENTITY = /^AGE-SECRET-KEY-(PQ-)?1[A-Z0-9]+$/

/** `undefined` where nothing asks for encryption. */
export function lockFrom(options: Options): Lock | undefined {
  const recipients = Array.isArray(options.recipient) ? options.recipient.map(String) : []
  const isAsked = options.encrypt === true || options.passphraseFile !== undefined
  if (recipients.length > 0) {
    if (options.passphraseFile !== undefined) {
      throw usage('A backup is encrypted with a passphrase or to recipients, not both.')
    }
    const wrong = recipients.find((one) => !RECIPIENT.test(one))
    if (wrong === undefined) return { recipients }
    throw usage('--recipient must begin with age1; `age-keygen` shows it as the public key.')
  }
  if (!isAsked) return undefined
  const passphrase = passphraseFrom(options)
  if (passphrase === undefined) {
    throw usage(
      'There is no passphrase to encrypt with.',
      `Give --passphrase-file or ${PASSPHRASE_VARIABLE}, or the recipients with --recipient age1….`,
    )
  }
  if (passphrase.length < PASSPHRASE_CHARACTERS_MIN) {
    throw usage(`The passphrase must have at least ${PASSPHRASE_CHARACTERS_MIN} characters.`)
  }
  return { passphrase }
}

/** What can open an encrypted backup; neither is a mistake only where the backup is encrypted. */
export interface Keys {
  readonly passphrase: string | undefined
  readonly identities: readonly string[]
}

export function keysFrom(options: Options): Keys {
  const file = options.identityFile
  if (typeof file !== 'string') return { passphrase: passphraseFrom(options), identities: [] }
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  const identities = lines.map((line) => line.trim()).filter((line) => IDENTITY.test(line))
  if (identities.length === 0) {
    throw usage(`${file} has no age identity.`, 'A line of it must begin with AGE-SECRET-KEY-1.')
  }
  return { passphrase: undefined, identities }
}

function passphraseFrom({ passphraseFile: file }: Options): string | undefined {
  if (typeof file !== 'string') return process.env[PASSPHRASE_VARIABLE] || undefined
  const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/, 1)
  if (line === '') throw usage(`${file} has no passphrase in its first line.`)
  return line
}
