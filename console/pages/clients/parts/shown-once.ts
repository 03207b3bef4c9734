import type { Client, Secret } from '../../../api/clients.ts'
import type { ShownOnce } from '../../../pieces/secret-once.tsx'
import type { Kind } from '../kinds/kind.ts'
import { envText, snippetsOf } from '../kinds/snippets.ts'

interface About {
  readonly kind: Kind
  readonly client: Client
  readonly secret: Secret
  readonly baseUrl: string
  readonly words?: string
  readonly agentId?: number
}

/** A new secret with everything that one does with it next. */
export function shownOnce({ kind, client, secret, baseUrl, words, agentId }: About): ShownOnce {
  const snippets = snippetsOf(client.dialect)
  const shown = {
    clientId: client.client_id,
    secret,
    scopes: client.scopes,
    redirectUri: client.redirect_uris[0],
    agentId: client.allowed_agents[0] ?? agentId,
    baseUrl,
  }
  const hasId = secret.api_key === undefined
  const text = secret.client_secret ?? secret.api_key ?? ''
  return {
    title: 'Success',
    words: words ?? kind.saved,
    fields: [
      ...(hasId ? [{ label: kind.idLabel, value: client.client_id, isSecret: false }] : []),
      { label: kind.secretLabel, value: text, isSecret: true },
      ...(secret.client_api_key === undefined
        ? []
        : [{ label: 'Client API Key', value: secret.client_api_key, isSecret: true }]),
    ],
    snippets: [
      ...snippets.steps(shown),
      { title: '.env', what: '.env lines', text: envText(snippets.env(shown)) },
    ],
  }
}
