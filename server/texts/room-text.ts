import type { Secrets } from '../credentials/secrets.ts'
import { loadOpened } from '../resources/rooms.ts'
import type { Records } from '../store/records.ts'
import { demandTextAllowed, giveTextBack, type TextCaps, type TextWish, takeText } from './caps.ts'

/** The text of a room that is to be opened, and the request's own name. */
export interface RoomText {
  readonly secrets: Secrets
  readonly caps: TextCaps
  /** `undefined` where none is wanted. */
  readonly text: TextWish | undefined
  readonly requestKey: string | undefined
}

/** Reads whether the text may be asked for, before anything is written. Throws as the caps do. */
export async function demandRoomText(records: Records, wanted: RoomText): Promise<void> {
  const { text, secrets, caps } = wanted
  if (text === undefined || (await isOpen(records, text, wanted))) return
  try {
    await demandTextAllowed(records, secrets, caps, text)
  } catch (thrown) {
    // What used it up may have been the same request, between the two looks.
    if (!(await isOpen(records, text, wanted))) throw thrown
  }
}

/**
 * Takes the text from the caps. A request that is sent again asks for no second one: its room is
 * there. It is looked for again whenever another request may have been waited for, which may have
 * been the same one.
 */
export async function takeRoomText(records: Records, wanted: RoomText): Promise<void> {
  const { text, secrets, caps } = wanted
  if (text === undefined) return
  const isOpened = () => isOpen(records, text, wanted)
  if (await isOpened()) return
  try {
    await takeText(records, secrets, caps, text)
  } catch (thrown) {
    if (await isOpened()) return
    throw thrown
  }
  if (await isOpened()) await giveTextBack(records, secrets, caps, text)
}

async function isOpen(
  records: Records,
  { clientRow }: TextWish,
  { requestKey }: RoomText,
): Promise<boolean> {
  return (await loadOpened(records, { clientRow, requestKey })) !== undefined
}
