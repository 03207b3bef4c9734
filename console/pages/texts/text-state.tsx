import type { TextState } from '../../api/texts.ts'
import { StateBadge, type StateWords } from '../../pieces/state-badge.tsx'

export const TEXT_STATES: Readonly<Record<TextState, StateWords>> = {
  waiting: { title: 'Waiting', words: 'To be sent, or to be tried again.', tone: 'warn' },
  sending: { title: 'Being sent', words: 'The provider is being asked.', tone: 'note' },
  sent: { title: 'Sent', words: 'The provider has taken it.', tone: 'good' },
  failed: { title: 'Failed', words: 'Surely not sent, and not tried any more.', tone: 'bad' },
  uncertain: { title: 'Uncertain', words: 'Nobody knows whether it was sent.', tone: 'bad' },
  dropped: { title: 'Dropped', words: 'Nobody is to get it any more.', tone: 'off' },
}

export function TextBadge({ state }: { readonly state: TextState }) {
  const { title, tone } = TEXT_STATES[state]
  return <StateBadge tone={tone}>{title}</StateBadge>
}
