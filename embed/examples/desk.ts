// What a page with the widget knows: where the mint is, and how to get a token from its own server.
import type { TokenProvider } from '@mintmark/embed'

export const mint: string = import.meta.env.VITE_MINT ?? 'http://127.0.0.1:8080'

export const tokenProvider: TokenProvider = async ({ reason, signal }) => {
  const answer = await fetch(`/agent-token?reason=${reason}`, { method: 'POST', signal })
  if (!answer.ok) throw new Error(`our server answered ${answer.status}`)
  return answer.json()
}
