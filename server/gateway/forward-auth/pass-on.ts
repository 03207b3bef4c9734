import type { WireResponse } from '../../protocol/wire.ts'
import type { ProxyMode } from './mode.ts'
import { readOriginal, X_FORWARDED } from './question.ts'

/** For proxies that say it all in `X-Forwarded-…` and pass a refusal on as it is. */
export const passOn: Pick<ProxyMode, 'asks' | 'read' | 'admit' | 'refuse'> = {
  asks: 'at_the_path',
  read: (question) => readOriginal(question, X_FORWARDED),
  admit: admitWith,
  refuse: (refusal) => refusal,
}

/** 200 and no other success: some proxies take 204 for a refusal. */
export function admitWith(headers: Readonly<Record<string, string>>): WireResponse {
  return { status: 200, headers: { 'cache-control': 'no-store', ...headers }, body: '' }
}
