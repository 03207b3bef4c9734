import { byStatus, exchange, wordOf } from '../exchange.ts'
import type { Outcome, ProviderKind } from '../provider.ts'
import { keyOf, signatureOf } from '../signature.ts'

/**
 * Any program that sends texts, by a signed request in the form of Standard Webhooks
 * (https://www.standardwebhooks.com). `webhook-id` is the same for every try of one text: whoever
 * receives it must send one text for one id. So a try whose end nobody knows is made again.
 */
export const webhook: ProviderKind = {
  name: 'webhook',
  title: 'Signed webhook',
  needs: ['url', 'secret'],
  open({ url, secret, sender }, deps) {
    const key = keyOf(secret)
    return {
      name: 'webhook',
      isIdempotent: true,
      async send({ id, to, words }, signal) {
        const at = deps.now()
        const body = JSON.stringify({
          type: 'text.send',
          timestamp: new Date(at * 1_000).toISOString(),
          data: { id, to, body: words, ...(sender === '' ? {} : { from: sender }) },
        })
        const headers = {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(at),
          'webhook-signature': signatureOf(key, id, at, body),
        }
        const said = await exchange(deps, url, { headers, body }, signal)
        return 'kind' in said ? said : outcomeOf(said)
      },
    }
  },
}

/**
 * 410 means that the endpoint is gone, by the specification; a number that wants no texts is said
 * by the field `opted_out` of a refusal.
 */
function outcomeOf(said: Parameters<typeof byStatus>[0]): Outcome {
  const { status, json } = said
  if (status >= 200 && status < 300) return { kind: 'accepted', reference: wordOf(json?.id) }
  const plain = byStatus(said)
  if (plain.kind === 'unknown') return plain
  return {
    ...plain,
    code: wordOf(json?.code) ?? plain.code,
    isOptOut: json?.opted_out === true,
  }
}
