import { byStatus, exchange, wordOf } from '../exchange.ts'
import type { Outcome, ProviderKind } from '../provider.ts'

const URL_OF_VENDOR = 'https://sms.8x8.com'
/** As the vendor's OpenAPI description has it. */
const SUBACCOUNT = /^[A-Za-z0-9\-._&]{3,50}$/

/**
 * 8x8 SMS, “Send SMS”: https://developer.8x8.com/connect/reference/send-sms-single. Regions have
 * addresses of their own. `clientMessageId` names the text in the vendor's reports; that the vendor
 * would send two of one name once is not documented.
 */
export const eightByEightSms: ProviderKind = {
  name: '8x8',
  title: '8x8 SMS',
  needs: ['account', 'secret'],
  open({ account, secret, sender, url }, deps) {
    if (!SUBACCOUNT.test(account)) throw new Error('texts.account is no 8x8 subaccount id')
    const path = `/api/v1/subaccounts/${encodeURIComponent(account)}/messages`
    return {
      name: '8x8',
      isIdempotent: false,
      async send({ id, to, words }, signal) {
        const said = await exchange(
          deps,
          `${url === '' ? URL_OF_VENDOR : url}${path}`,
          {
            headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
            body: JSON.stringify({
              destination: to,
              text: words,
              clientMessageId: id,
              encoding: 'AUTO',
              ...(sender === '' ? {} : { source: sender }),
            }),
          },
          signal,
        )
        return 'kind' in said ? said : outcomeOf(said)
      },
    }
  },
}

/** A text that was looked at and not taken is answered 200, too, with the status `REJECTED`. */
function outcomeOf(said: Parameters<typeof byStatus>[0]): Outcome {
  const { status, json } = said
  if (status !== 200) {
    const plain = byStatus(said)
    const code = wordOf(json?.code)
    return plain.kind === 'refused' && code !== undefined ? { ...plain, code } : plain
  }
  const { code } = (json?.status ?? {}) as { readonly code?: unknown }
  if (code === 'QUEUED') return { kind: 'accepted', reference: wordOf(json?.umid) }
  if (code === 'REJECTED') return { kind: 'refused', code, isFinal: true }
  return { kind: 'unknown', code: 'answer_not_understood' }
}
