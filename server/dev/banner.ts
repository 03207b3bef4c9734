import type { Demo } from './demo-facts.ts'

/** One line for each style, to be pasted as it stands. */
export function curlLines(demo: Demo): readonly { title: string; line: string }[] {
  const { base_url: base, vocera, eight_by_eight, vonage, vocalcola, envoy, standard } = demo
  const json = `-H 'Content-Type: application/json'`
  const keys = `$(printf %s ${vocalcola.public_key}.${vocalcola.private_key} | base64 | tr -d '\\n')`
  return [
    {
      title: 'Vocera: an API key logs an embedded agent in',
      line: `curl -s ${base}/user/v1/embedded/login/ ${json} -d '{"api_key":"${vocera.api_key}","agent_id":${vocera.agent_id}}'`,
    },
    {
      title: '8x8: a key mints an agent token and opens a room',
      line: `curl -s -X POST ${base}//api/v1/tokens ${json} -H 'authorization: Bearer ${eight_by_eight.api_key}' -d '{"create_room":true}'`,
    },
    {
      title: 'Vonage: client credentials with scopes',
      line: `curl -s ${base}/Auth/connect/token -d grant_type=client_credentials -d client_id=${vonage.client_id} -d client_secret=${vonage.client_secret} -d scope=agents-availability:read`,
    },
    {
      title: 'VocalCola: a user’s consent becomes a subject token',
      line: `curl -s ${base}/v0/token/ -H "Authorization: Bearer ${keys}" -d grant_type=authorization_code -d code=$(curl -s -X POST ${base}/_dev/code) -d redirect_uri=${vocalcola.redirect_uri}`,
    },
    {
      title: 'Envoy: a password grant with refresh',
      line: `curl -s ${base}/oauth2/token -H "Authorization: Basic $( echo -n ${envoy.client_id}:${envoy.client_secret} | base64 )" --form username=${envoy.username} --form password=${envoy.password} --form scope=token.refresh,locations.read --form grant_type=password`,
    },
    {
      title: 'OAuth 2: client credentials',
      line: `curl -s ${base}/oauth/token -u ${standard.client_id}:${standard.client_secret} -d grant_type=client_credentials`,
    },
  ]
}

/** What `mintmark dev` says once it serves. */
export function banner(demo: Demo, demoFile: string, aheadSec: number): string {
  const { base_url: base, operator } = demo
  const lines = curlLines(demo).map(({ title, line }) => `# ${title}\n${line}`)
  const moved =
    aheadSec > 0 ? `\nThis clock runs ${aheadSec} seconds ahead, as /_dev/clock was told.\n` : ''
  return `
Mintmark serves on ${demo.base_url}  (dev mode: this machine only)
${moved}
Console  ${base}/console
         ${operator.email}   ${operator.password}

Paste any of these for a token:

${lines.join('\n\n')}

The demo's credentials stand in ${demoFile}. Ctrl+C ends it.
`
}
