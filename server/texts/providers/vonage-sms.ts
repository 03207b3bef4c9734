import { byStatus, exchange, type Said, wordOf } from '../exchange.ts'
import type { Outcome, ProviderKind } from '../provider.ts'

const URL_OF_VENDOR = 'https://rest.nexmo.com'
const ACCEPTED = '0'
/** “Throttled”, and as many connections as there may be: nothing was looked at. */
const LATER = new Set(['1', '10'])
/** “Invalid Credentials” and a quota that is used up end when the operator has seen to it. */
const OPERATORS = new Set(['4', '8', '9'])
/** “An error has occurred in the platform whilst processing this message.” */
const INTERNAL_ERROR = '5'
/** Outside of the default alphabet of GSM 03.38 a text must say that it is Unicode. */
const GSM = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùü]*$/

/**
 * Vonage SMS API: https://developer.vonage.com/en/api/sms, and for the meaning of each status
 * https://developer.vonage.com/messaging/sms/guides/troubleshooting-sms. Refusals are answered 200,
 * too: the status of the message says which it is.
 */
export const vonageSms: ProviderKind = {
  name: 'vonage',
  title: 'Vonage SMS',
  needs: ['account', 'secret', 'sender'],
  open({ account, secret, sender, url }, deps) {
    const basic = Buffer.from(`${account}:${secret}`).toString('base64')
    return {
      name: 'vonage',
      isIdempotent: false,
      async send({ id, to, words }, signal) {
        const said = await exchange(
          deps,
          `${url === '' ? URL_OF_VENDOR : url}/sms/json`,
          {
            headers: {
              authorization: `Basic ${basic}`,
              'content-type': 'application/x-www-form-urlencoded',
            },
            body: new URLSearchParams({
              from: sender,
              // The vendor's numbers are E.164 without the plus.
              to: to.replace(/^\+/, ''),
              text: words,
              'client-ref': id,
              ...(GSM.test(words) ? {} : { type: 'unicode' }),
            }).toString(),
          },
          signal,
        )
        return 'kind' in said ? said : outcomeOf(said)
      },
    }
  },
}

/** A long text is several messages; if one of them went out, the text did. */
function outcomeOf(said: Said): Outcome {
  const messages = said.json?.messages
  if (said.status !== 200) return byStatus(said)
  if (!Array.isArray(messages) || messages.length === 0) {
    return { kind: 'unknown', code: 'answer_not_understood' }
  }
  const parts = messages as readonly Readonly<Record<string, unknown>>[]
  const taken = parts.find((one) => one.status === ACCEPTED)
  if (taken !== undefined) return { kind: 'accepted', reference: wordOf(taken['message-id']) }
  const code = wordOf(parts[0]?.status)
  if (code === undefined) return { kind: 'unknown', code: 'answer_not_understood' }
  if (code === INTERNAL_ERROR) return { kind: 'unknown', code: `status_${code}` }
  const isFinal = !LATER.has(code) && !OPERATORS.has(code)
  return { kind: 'refused', code: `status_${code}`, isFinal }
}
