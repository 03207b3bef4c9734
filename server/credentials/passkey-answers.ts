import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

/** WebAuthn §4: a credential id is no longer than 1,023 bytes. */
const ID_CHARACTERS_MAX = 1_364
const PART_CHARACTERS_MAX = 32_768

const id = z.base64url().min(1).max(ID_CHARACTERS_MAX)
const part = z.base64url().max(PART_CHARACTERS_MAX)
const transport = z.string().regex(/^[a-z-]{1,20}$/)
const common = { id, rawId: id, type: z.literal('public-key') }
const results = z.object({}).default({})

const attestation = z.object({
  ...common,
  response: z.object({
    clientDataJSON: part,
    attestationObject: part,
    transports: z.array(transport).max(10).optional(),
  }),
  clientExtensionResults: results,
})

const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: part,
    authenticatorData: part,
    signature: part,
    userHandle: part.optional(),
  }),
  clientExtensionResults: results,
})

/** What a browser answers with after it has made a passkey; `undefined` for anything else. */
export function readAttestation(answer: unknown): RegistrationResponseJSON | undefined {
  const parsed = attestation.safeParse(answer)
  // Transports are open words; the library's type names those of today.
  return parsed.success ? (parsed.data as RegistrationResponseJSON) : undefined
}

/** What a browser answers with after a passkey has signed. */
export function readAssertion(answer: unknown): AuthenticationResponseJSON | undefined {
  const parsed = assertion.safeParse(answer)
  return parsed.success ? parsed.data : undefined
}

/** The challenge that the browser says it answers; whether that is so, the signature proves. */
export function challengeOf({
  response,
}: RegistrationResponseJSON | AuthenticationResponseJSON): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString())
    const found = z.object({ challenge: z.base64url() }).safeParse(said)
    return found.success ? found.data.challenge : ''
  } catch {
    return ''
  }
}
