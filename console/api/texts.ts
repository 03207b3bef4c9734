import type { TextBreakerAnswer } from '../../server/admin/text-breaker.ts'
import type { TextOptOutAnswer } from '../../server/admin/text-opt-outs.ts'
import type { TextAnswer } from '../../server/admin/texts.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { post, type Query, remove } from './request.ts'

export const TEXTS = 'texts'
export const TEXT_BREAKER = 'text-breaker'
export const TEXT_OPT_OUTS = 'text-opt-outs'

export type Text = TextAnswer
export type TextState = Text['state']
export type TextBreaker = TextBreakerAnswer
export type TextOptOut = TextOptOutAnswer

export function useTexts(query: Query): Listed<Text> {
  return useList(`/${TEXTS}`, query)
}

/** What an operator decides about a text that is dead or waits. */
export function useDecision(act: 'retry' | 'drop') {
  return useChange(TEXTS, ({ id }: Text) =>
    post<Text>(`/${TEXTS}/${encodeURIComponent(id)}/${act}`),
  )
}

export function useTextBreaker(): TextBreaker {
  return useOne(`/${TEXT_BREAKER}`)
}

export function useTurnBreaker(act: 'open' | 'reset') {
  return useChange(TEXT_BREAKER, () => post<TextBreaker>(`/${TEXT_BREAKER}/${act}`))
}

export function useTextOptOuts(): Listed<TextOptOut> {
  return useList(`/${TEXT_OPT_OUTS}`)
}

export function useAddOptOut() {
  return useChange(TEXT_OPT_OUTS, (phone_number: string) =>
    post<TextOptOut>(`/${TEXT_OPT_OUTS}`, { phone_number }),
  )
}

export function useRemoveOptOut() {
  return useChange(TEXT_OPT_OUTS, ({ id }: TextOptOut) =>
    remove(`/${TEXT_OPT_OUTS}/${encodeURIComponent(id)}`),
  )
}
