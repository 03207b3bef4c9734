import type { Source } from '../load.ts'
import { type BenchServer, newFolder, type StartOptions, startServer } from '../server.ts'
import { repeating } from '../sources.ts'
import { basic, requestBytes } from '../wire.ts'

/**
 * How a server is started that answers one of its clients about everybody's keys: which client the
 * demo platform has is only known once it was there.
 */
export async function withResourceServer(
  env: Readonly<Record<string, string>> = {},
): Promise<Partial<StartOptions>> {
  const folder = newFolder()
  const first = await startServer({ folder, isPinned: false, env })
  await first.stop()
  return { folder, env: { ...env, MINTMARK_RESOURCE_SERVERS: first.demo.envoy.client_id } }
}

/** What a resource server asks that was shown an API key. */
export function introspectingKey({ demo, host }: BenchServer) {
  return async (): Promise<Source> => {
    const { client_id: id, client_secret: secret, client_api_key: token } = demo.envoy
    const request = requestBytes(host, {
      path: '/oauth/introspect',
      headers: { Authorization: basic(id, secret) },
      form: { token, header: 'x-api-key' },
    })
    return repeating(request, '"active":true')
  }
}
