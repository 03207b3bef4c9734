import type { Secrets } from '../credentials/secrets.ts'
import { guestLinkOf } from '../resources/guest-link.ts'
import { guestCodeOf } from '../resources/rooms.ts'
import type { OutboxText } from '../store/outbox.ts'
import type { Records } from '../store/records.ts'

/** What a text says, by language: a fixed form with a reference and a link in it. */
const TEMPLATES = {
  en: (reference: string, link: string) =>
    `You are invited to a video call (${reference}). Join here: ${link}`,
  de: (reference: string, link: string) =>
    `Sie sind zu einem Videoanruf eingeladen (${reference}). Hier teilnehmen: ${link}`,
}

export type TextLanguage = keyof typeof TEMPLATES
export const TEXT_LANGUAGES = Object.keys(TEMPLATES) as readonly TextLanguage[]

/** What makes a reference look like a link, or break out of its brackets. */
const NOT_A_REFERENCE = /[^\p{L}\p{N} #_-]/gu

export interface TextParts {
  readonly secrets: Secrets
  readonly baseUrl: string
  readonly language: TextLanguage
}

/** Made when they are needed: the link that stands in them opens a door. */
export function wordsOf(
  { roomId, callReference = '' }: Pick<OutboxText, 'roomId' | 'callReference'>,
  { secrets, baseUrl, language }: TextParts,
): string {
  const link = guestLinkOf(baseUrl, guestCodeOf(secrets, roomId))
  // Nothing that a caller wrote but the reference reaches a phone, and no address of theirs in it.
  return TEMPLATES[language](callReference.replaceAll(NOT_A_REFERENCE, '-'), link)
}

export interface WrittenText extends OutboxText {
  readonly words: string
}

/** Newest first, without those whose room is gone and those that nobody is to get. */
export async function latestTexts(
  { outbox }: Pick<Records, 'outbox'>,
  parts: TextParts,
  limit: number,
): Promise<WrittenText[]> {
  return (await outbox.latest(limit))
    .filter((text) => text.callReference !== undefined && text.state !== 'dropped')
    .map((text) => ({ ...text, words: wordsOf(text, parts) }))
}
