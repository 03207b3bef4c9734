import { byStatus, exchange, type Said, wordOf } from '../exchange.ts'
import type { Outcome, ProviderKind } from '../provider.ts'

const URL_OF_VENDOR = 'https://api.twilio.com'
const ACCOUNT = /^AC[0-9a-f]{32}$/i
/** “Messaging service SID”, which picks the number to send from. */
const SENDER_POOL = /^MG[0-9a-f]{32}$/i
/** “Attempt to send to unsubscribed recipient”: https://www.twilio.com/docs/api/errors/21610 */
const UNSUBSCRIBED = 21_610
/** A queue that is full: https://www.twilio.com/docs/api/errors/21611 */
const QUEUE_FULL = 21_611

/**
 * Twilio, “Create a Message”: https://www.twilio.com/docs/messaging/api/message-resource. A request
 * that is answered 429 “is never processed and is always safe to retry” (error 20429); one that is
 * answered 500 may have been (error 20500).
 */
export const twilio: ProviderKind = {
  name: 'twilio',
  title: 'Twilio',
  needs: ['account', 'secret', 'sender'],
  open({ account, secret, keyId, sender, url }, deps) {
    if (!ACCOUNT.test(account)) throw new Error('texts.account is no Twilio account SID (AC…)')
    const user = keyId === '' ? account : keyId
    const basic = Buffer.from(`${user}:${secret}`).toString('base64')
    const from = SENDER_POOL.test(sender) ? 'MessagingServiceSid' : 'From'
    return {
      name: 'twilio',
      isIdempotent: false,
      async send({ to, words }, signal) {
        const said = await exchange(
          deps,
          `${url === '' ? URL_OF_VENDOR : url}/2010-04-01/Accounts/${account}/Messages.json`,
          {
            headers: {
              authorization: `Basic ${basic}`,
              'content-type': 'application/x-www-form-urlencoded',
            },
            body: new URLSearchParams({ To: to, [from]: sender, Body: words }).toString(),
          },
          signal,
        )
        return 'kind' in said ? said : outcomeOf(said)
      },
    }
  },
}

function outcomeOf(said: Said): Outcome {
  const { status, json } = said
  // The message has been made, whatever can be read of it.
  if (status === 201) return { kind: 'accepted', reference: wordOf(json?.sid) }
  const plain = byStatus(said)
  const code = wordOf(json?.code)
  if (plain.kind === 'unknown' || code === undefined) return plain
  return {
    ...plain,
    code,
    isFinal: plain.isFinal && code !== String(QUEUE_FULL),
    isOptOut: code === String(UNSUBSCRIBED),
  }
}
