// What every peer's set-up shares. It is plain JavaScript: the peers' packages, and with them
// their types, are only there once `--peers` has installed them.
import { generateKeyPairSync } from 'node:crypto'
import process from 'node:process'

export const { PORT, CLIENT_SECRET, CHALLENGE, FOLDER } = process.env
export const { ALGORITHM = 'ES256', SYNCHRONOUS = 'NORMAL' } = process.env
export const CLIENT_ID = 'bench'
export const REDIRECT_URI = 'https://client.example.com/callback'
export const RESOURCE = 'https://api.example.com'

/** A signing key of the algorithm, as a private JWK. */
export function signingKey(algorithm) {
  const { privateKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    ...privateKey.export({ format: 'jwk' }),
    kid: `key-${algorithm}`,
    alg: algorithm,
    use: 'sig',
  }
}

/**
 * Tells the benchmark that the peer listens, and from then on makes what it asks for: tokens or
 * codes as the peer itself would have stored them. This way is open beside the port, so that
 * nothing of it is in what is measured.
 */
export function ready(makers) {
  process.on('message', async ({ kind, count }) => {
    try {
      process.send({ tokens: await makers[kind](count) })
    } catch (error) {
      process.send({ failed: String(error?.stack ?? error) })
    }
  })
  process.on('SIGTERM', () => process.exit(0))
  process.send({ isReady: true })
}

export async function times(count, make) {
  const made = []
  while (made.length < count) made.push(await make(made.length))
  return made
}
