import { openPart } from './open.ts'
import { showPart } from './show.ts'
import { talkPart } from './talk.ts'

/** One module, so nothing of it stands on the window for others to find. */
export const frameScript = `${talkPart}\n${showPart}\n${openPart}`
