import type { Secret } from '../../../api/clients.ts'
import type { Snippet } from '../../../pieces/code-block.tsx'

/** What a ready line is made of. A secret that is not at hand is written as its placeholder. */
export interface Shown {
  readonly clientId: string
  readonly secret: Secret
  readonly scopes: readonly string[]
  readonly redirectUri: string | undefined
  /** The agent that a key opens first. */
  readonly agentId: number | undefined
  readonly baseUrl: string
}

interface Snippets {
  /** What the vendor's own guide says to do, with everything filled in. */
  steps(shown: Shown): readonly Snippet[]
  env(shown: Shown): Readonly<Record<string, string>>
}

const GET_A_TOKEN = 'Get a token'
const JSON_TYPE = "-H 'Content-Type: application/json'"

const vonage: Snippets = {
  steps: ({ clientId, secret, scopes, baseUrl }) => [
    curl(GET_A_TOKEN, [
      `curl -X POST ${baseUrl}/Auth/connect/token`,
      '-d grant_type=client_credentials',
      `-d client_id=${clientId}`,
      `-d client_secret=${secret.client_secret ?? 'YOUR_CLIENT_SECRET'}`,
      `-d scope=${scopes[0] ?? 'YOUR_SCOPE'}`,
    ]),
  ],
  env: (shown) => ({ ...clientEnv(shown), TOKEN_URL: `${shown.baseUrl}/Auth/connect/token` }),
}

const standard: Snippets = {
  steps: ({ clientId, secret, scopes, baseUrl }) => [
    curl(GET_A_TOKEN, [
      `curl -X POST ${baseUrl}/oauth/token`,
      `-u ${clientId}:${secret.client_secret ?? 'YOUR_CLIENT_SECRET'}`,
      '-d grant_type=client_credentials',
      ...(scopes.length === 0 ? [] : [`-d 'scope=${scopes.join(' ')}'`]),
    ]),
  ],
  env: (shown) => ({ ...clientEnv(shown), ISSUER: shown.baseUrl }),
}

const envoy: Snippets = {
  steps: ({ clientId, secret, scopes, baseUrl }) => [
    curl('Get an access token', [
      `curl --location --request POST '${baseUrl}/oauth2/token'`,
      `--header "Authorization: Basic $( echo -n ${clientId}:${
        secret.client_secret ?? '{ENVOY_CLIENT_SECRET}'
      } | base64 )"`,
      '--form "username={USER_EMAIL}"',
      '--form "password={PASSWORD}"',
      `--form "scope=${['token.refresh', ...scopes].join(',')}"`,
      '--form "grant_type=password"',
    ]),
    curl('Or use the Client API Key', [
      `curl --location --request GET '${baseUrl}/v1/locations'`,
      "--header 'Content-Type: application/json'",
      `--header 'X-Api-Key: ${secret.client_api_key ?? '{YOUR_CLIENT_API_KEY}'}'`,
    ]),
  ],
  env: ({ clientId, secret }) => ({
    ENVOY_CLIENT_ID: clientId,
    ENVOY_CLIENT_SECRET: secret.client_secret ?? '',
    ENVOY_CLIENT_API_KEY: secret.client_api_key ?? '',
  }),
}

const vocalcola: Snippets = {
  steps: ({ clientId, secret, scopes, redirectUri, baseUrl }) => {
    const query = new URLSearchParams({
      response_type: 'code',
      scope: scopes.join(' '),
      client_id: clientId,
      redirect_uri: redirectUri ?? '[RETURN-ADDRESS]',
    })
    const link = `${baseUrl}/user/apps/authorize.php?${query}`
    return [
      { title: 'Send your user to', what: 'link', text: link },
      curl('Turn the auth code into a User Token', [
        `curl -X POST ${baseUrl}/v0/token/`,
        `-H "Authorization: Bearer $(printf %s ${clientId}.${
          secret.client_secret ?? 'YOUR_PRIVATE_KEY'
        } | base64 | tr -d '\\n')"`,
        '-d grant_type=authorization_code',
        "-d 'code=[AUTH-CODE]'",
        `-d redirect_uri=${redirectUri ?? '[RETURN-ADDRESS]'}`,
      ]),
    ]
  },
  env: ({ clientId, secret }) => ({
    VOCALCOLA_PUBLIC_KEY: clientId,
    VOCALCOLA_PRIVATE_KEY: secret.client_secret ?? '',
  }),
}

const vocera: Snippets = {
  steps: ({ secret, agentId = 1, baseUrl }) => [
    curl('Get tokens for an agent', [
      `curl -X POST ${baseUrl}/user/v1/embedded/login/`,
      JSON_TYPE,
      `-d '{"api_key": "${secret.api_key ?? 'YOUR_API_KEY'}", "agent_id": ${agentId}}'`,
    ]),
  ],
  env: ({ secret, agentId = 1 }) => ({
    VOCERA_API_KEY: secret.api_key ?? '',
    VOCERA_AGENT_ID: String(agentId),
  }),
}

const eightByEight: Snippets = {
  steps: ({ secret, baseUrl }) => [
    curl('Get a token and open a room', [
      `curl -X POST ${baseUrl}//api/v1/tokens`,
      JSON_TYPE,
      `-H 'Authorization: Bearer ${secret.api_key ?? 'YOUR_API_KEY'}'`,
      `-d '{"create_room": true}'`,
    ]),
  ],
  env: ({ secret }) => ({ VIDEO_AGENT_API_KEY: secret.api_key ?? '' }),
}

const OF_DIALECT: Readonly<Record<string, Snippets>> = {
  vonage,
  standard,
  envoy,
  vocalcola,
  vocera,
  'eight-by-eight': eightByEight,
}

/** A style without lines of its own is told in those of OAuth. */
export function snippetsOf(dialect: string): Snippets {
  return OF_DIALECT[dialect] ?? standard
}

/** As a `.env` file has it; nothing in it needs quotes. */
export function envText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
}

function clientEnv({ clientId, secret }: Shown): Readonly<Record<string, string>> {
  return { CLIENT_ID: clientId, CLIENT_SECRET: secret.client_secret ?? '' }
}

function curl(title: string, parts: readonly string[]): Snippet {
  return { title, what: 'curl line', text: parts.join(' \\\n  ') }
}
