import type { TextProvider } from '../provider.ts'

/** Texts go nowhere; testers read them where they stand. */
export const devOutbox: TextProvider = {
  name: 'dev-outbox',
  isIdempotent: true,
  send: async () => ({ kind: 'accepted', reference: undefined }),
}
