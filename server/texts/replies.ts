import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import type { Clock } from '../protocol/clock.ts'
import { parsePhoneNumber } from '../resources/phone-number.ts'
import type { Store } from '../store/store.ts'

/** The words that carriers and providers know, and their German siblings. */
const STOP = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'optout',
  'revoke',
  'stopp',
  'abmelden',
])
const START = new Set(['start', 'unstop', 'yes', 'anmelden'])

export interface ReplyDeps {
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditTrail
}

export interface Reply {
  /** Whose reply it is: an international number, with or without its plus. */
  readonly from: string
  readonly words: string
  /** When it was told; one that is told again later changes nothing. */
  readonly at: number
}

export type Heard = 'stopped' | 'started' | 'nothing'

/** Whoever answers STOP gets no text any more, and whoever answers START gets them again. */
export async function hearReply(
  { store, audit }: ReplyDeps,
  { from, words, at }: Reply,
  request: { readonly ip: string; readonly requestId: string },
): Promise<Heard> {
  const phone = await parsePhoneNumber(from.startsWith('+') ? from : `+${from}`)
  const word = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.!-]/g, '')
  if (phone === undefined || !(STOP.has(word) || START.has(word))) return 'nothing'
  return store.transaction(async (records) => {
    const known = await records.optOuts.loadByNumber(phone.e164)
    const append = (action: string) =>
      audit.append(records, decisionOn(request, { action, outcome: 'granted' }))
    if (STOP.has(word)) {
      const wish = { phoneNumber: phone.e164, createdAt: at, createdBy: undefined }
      if (!(await records.optOuts.add({ ...wish, source: 'reply' }))) return 'nothing'
      await append('text.stop')
      return 'stopped'
    }
    // What an operator said stands, and an older START does not undo a newer STOP.
    if (known?.source !== 'reply' || at < known.createdAt) return 'nothing'
    await records.optOuts.remove(known.id)
    await append('text.start')
    return 'started'
  })
}
