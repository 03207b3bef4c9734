// What browser.test.ts runs in a page and in a worker; it knows nothing but the web platform.
import { authorizationCode, clientCredentials, MintmarkError } from '../index.ts'

export async function run(baseUrl: string): Promise<readonly unknown[]> {
  const source = clientCredentials({ baseUrl, clientId: 'id', clientSecret: 'secret' })
  const tokens = await Promise.all(Array.from({ length: 1000 }, () => source.getToken()))
  const refused = await source.fetch('/orders', { method: 'POST', body: 'a body' })
  const away = await source.fetch('/away')
  const tokenEndpoint = `${baseUrl}/away`
  const misled = clientCredentials({ baseUrl, clientId: 'id', clientSecret: 's', tokenEndpoint })
  const error: unknown = await misled.getToken().catch((reason: unknown) => reason)
  const aborted: unknown = await source
    .getToken({ signal: AbortSignal.abort('enough') })
    .catch((reason: unknown) => reason)
  const redirectUri = `${baseUrl}/callback`
  const { url } = await authorizationCode({ baseUrl, clientId: 'page', redirectUri }).begin()
  return [
    new Set(tokens.map(({ value }) => value)).size,
    refused.status,
    away.type,
    error instanceof MintmarkError ? error.code : String(error),
    aborted,
    new URL(url).searchParams.get('code_challenge')?.length,
    JSON.stringify({ source, token: tokens[0] }).includes('token-'),
  ]
}
