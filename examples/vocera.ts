// Vocera: an API key logs one agent in. The key stays on your server; the page gets `access`.
import { answerOf, base, demo } from './demo.ts'

interface Pair {
  readonly refresh: string
  readonly access: string
}

const post = (path: string, body: unknown) =>
  fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const detail = async (access: string) =>
  answerOf(
    await fetch(`${base}/user/embedded-token-detail/`, {
      headers: { authorization: `Bearer ${access}` },
    }),
  )

const { api_key, agent_id } = demo.vocera
const pair = await answerOf<Pair>(await post('/user/v1/embedded/login/', { api_key, agent_id }))
console.log('the agent of this token:', await detail(pair.access))

const { refresh } = pair
const next = await answerOf<Pair>(await post('/user/v1/embedded/refresh/', { refresh }))
console.log('and of the refreshed one:', await detail(next.access))
