import { z } from 'zod'
import type { ClientMessage } from './messages.ts'

/** A session description with many candidates is some ten thousand characters long. */
export const MESSAGE_BYTES_MAX = 65_536
export const NAME_CHARACTERS_MAX = 60
const CHAT_CHARACTERS_MAX = 2_000
const TICKET_CHARACTERS_MAX = 4_096

const seat = z.number().int().positive()
const flag = z.boolean()
/** Controls, and what reorders the text around it, would pass one participant off as another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('enter'),
    ticket: z.string().min(1).max(TICKET_CHARACTERS_MAX),
    name: z
      .string()
      .max(NAME_CHARACTERS_MAX * 4)
      .transform(asName),
    seat: seat.optional(),
    resume: z.string().max(200).optional(),
  }),
  z.strictObject({ type: z.literal('signal'), to: seat, content: z.unknown() }),
  z.strictObject({
    type: z.literal('chat'),
    text: z.string().trim().min(1).max(CHAT_CHARACTERS_MAX),
  }),
  z.strictObject({ type: z.literal('devices'), camera: flag, microphone: flag, screen: flag }),
  z.strictObject({ type: z.literal('leave') }),
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('kick'), seat }),
  z.strictObject({ type: z.literal('ping') }),
])

/** `undefined` for whatever the protocol does not know. */
export function readMessage(text: string): ClientMessage | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  return message.safeParse(parsed).data
}

function asName(typed: string): string {
  const seen = typed.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()
  return [...seen].slice(0, NAME_CHARACTERS_MAX).join('')
}
