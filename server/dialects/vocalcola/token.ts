import { decodeBase64 } from '../../protocol/presented.ts'

/**
 * Nothing is signed here: a bearer is base64 of two to four parts joined by periods. The parts
 * themselves hold no period, so splitting is certain.
 */
export interface Composite {
  readonly publicKey: string
  readonly privateKey: string
  readonly userToken: string | undefined
  readonly planKey: string | undefined
}

/** `undefined` for anything but two to four non-empty parts. */
export function parseComposite(bearer: string): Composite | undefined {
  const parts = decodeBase64(bearer)?.split('.')
  if (parts === undefined || parts.length < 2 || parts.length > 4) return undefined
  if (parts.some((part) => part === '')) return undefined
  const [publicKey, privateKey, userToken, planKey] = parts
  return {
    publicKey: publicKey as string,
    privateKey: privateKey as string,
    userToken,
    planKey,
  }
}

export function formatComposite(publicKey: string, privateKey: string, userToken: string): string {
  return Buffer.from(`${publicKey}.${privateKey}.${userToken}`).toString('base64')
}
