import { readFileSync } from 'node:fs'
import type { ProviderDeps, ProviderSettings, TextProvider } from './provider.ts'
import { providerKinds } from './providers/index.ts'
import { keyOf } from './signature.ts'

export interface ProviderChoice extends ProviderSettings {
  /** Of the list; empty for none. */
  readonly name: string
  /** A file that holds the secret, in place of the setting. */
  readonly secretFile: string
}

export interface OpenedProvider {
  /** `undefined` where none is set: then texts wait. */
  readonly textProvider: TextProvider | undefined
  /** What signs requests both ways, where the provider is a webhook. */
  readonly webhookKey: Uint8Array | undefined
}

/** Throws `Error` with words for the operator, which hold no secret. */
export function openProvider(choice: ProviderChoice, deps: ProviderDeps): OpenedProvider {
  if (choice.name === '') return { textProvider: undefined, webhookKey: undefined }
  const kind = providerKinds.find((one) => one.name === choice.name)
  if (kind === undefined) {
    const names = providerKinds.map((one) => one.name).join(', ')
    throw new Error(`texts.provider must be one of ${names}`)
  }
  const settings = { ...choice, secret: secretOf(choice) }
  const missing = kind.needs.filter((one) => settings[one] === '')
  if (missing.length > 0) {
    throw new Error(`${kind.title} needs ${missing.map((one) => `texts.${one}`).join(' and ')}`)
  }
  return {
    textProvider: kind.open(settings, deps),
    webhookKey: kind.name === 'webhook' ? keyOf(settings.secret) : undefined,
  }
}

function secretOf({ secret, secretFile }: ProviderChoice): string {
  if (secret !== '' || secretFile === '') return secret
  try {
    return readFileSync(secretFile, 'utf8').trim()
  } catch {
    throw new Error('texts.secret_file cannot be read')
  }
}
