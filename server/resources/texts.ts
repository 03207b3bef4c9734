import type { Secrets } from '../credentials/secrets.ts'
import type { OutboxText } from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import { guestCodeOf } from './rooms.ts'

/** Delivers one text; throws where it could not, and the text waits for the next round. */
export interface TextProvider {
  readonly name: string
  send(recipient: string, words: string): Promise<void>
}

/** A fixed form: nothing that a caller wrote but the reference reaches a phone. */
function wordsOf({ roomId, callReference }: OutboxText, { secrets, baseUrl }: Parts): string {
  const link = guestLinkOf(baseUrl, guestCodeOf(secrets, roomId))
  return `You are invited to a video call (${callReference}). Join here: ${link}`
}

export function guestLinkOf(baseUrl: string, guestCode: string): string {
  return `${baseUrl}/guest/${guestCode}`
}

interface Parts {
  readonly store: Store
  readonly secrets: Secrets
  readonly baseUrl: string
}

export interface WrittenText extends OutboxText {
  readonly words: string
}

export async function latestTexts(parts: Parts, limit: number): Promise<WrittenText[]> {
  return write(parts, await parts.store.outbox.latest(limit))
}

/** Sends what waits. A text is marked only after its provider has taken it. */
export async function sendWaitingTexts(
  parts: Parts,
  provider: TextProvider,
  now: number,
): Promise<number> {
  const waiting = write(parts, await parts.store.outbox.unsent(TEXTS_PER_ROUND))
  for (const text of waiting) {
    await provider.send(text.recipient, text.words)
    await parts.store.transaction((records) => records.outbox.markSent(text.id, now))
  }
  return waiting.length
}

const TEXTS_PER_ROUND = 50

function write(parts: Parts, texts: readonly OutboxText[]): WrittenText[] {
  return texts
    .filter((text) => text.callReference !== undefined)
    .map((text) => ({ ...text, words: wordsOf(text, parts) }))
}
