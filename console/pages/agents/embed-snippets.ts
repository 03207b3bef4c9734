import type { Snippet } from '../../pieces/code-block.tsx'

const TOKEN_PATH = '/user/v1/embedded/login/'

/** From an API key to an agent in a web page, in the order in which one does it. */
export function embedSnippets(baseUrl: string, agentId: number): readonly Snippet[] {
  return [
    { title: 'Get a pair of tokens', what: 'curl line', text: curlLine(baseUrl, agentId) },
    { title: 'On your server (Node)', what: 'server code', text: onServer(baseUrl, agentId) },
    { title: 'In your web page', what: 'page code', text: inPage(baseUrl, agentId) },
  ]
}

export function curlLine(baseUrl: string, agentId: number): string {
  return `curl ${baseUrl}${TOKEN_PATH} \\
  -H 'Content-Type: application/json' \\
  -d '{"api_key":"YOUR_API_KEY","agent_id":${agentId}}'`
}

function onServer(baseUrl: string, agentId: number): string {
  return `// The API key stays here: the page gets the access token only.
server.post('/agent-token', async (request, reply) => {
  const answer = await fetch('${baseUrl}${TOKEN_PATH}', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ api_key: process.env.API_KEY, agent_id: ${agentId} }),
  })
  const { access } = await answer.json()
  reply.send({ access })
})`
}

function inPage(baseUrl: string, agentId: number): string {
  return `<script src="${baseUrl}/embed/mintmark-embed.js" defer></script>
<mintmark-agent agent-id="${agentId}"></mintmark-agent>

<script type="module">
  document.querySelector('mintmark-agent').tokenProvider = async ({ reason, signal }) => {
    const answer = await fetch(\`/agent-token?reason=\${reason}\`, { method: 'POST', signal })
    return answer.json() // { access: 'eyJ…' }
  }
</script>`
}
