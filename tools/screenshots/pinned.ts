// Loaded into the mint before anything of it (`--import`): its day is always the same, and so is
// its chance, so that a picture changes when a page does. Fit for pictures and for nothing else.
import { createHash } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

const OFTEN_MS = 100
const RealDate = Date
const aheadMs = RealDate.parse(process.env.PINNED_AT ?? '') - RealDate.now()

class PinnedDate extends RealDate {
  constructor(...parts: readonly unknown[]) {
    if (parts.length === 0) super(RealDate.now() + aheadMs)
    // Whatever else a date is made of, it is made as ever.
    else super(...(parts as [number]))
  }

  static override now(): number {
    return RealDate.now() + aheadMs
  }
}
globalThis.Date = PinnedDate as DateConstructor

// An hour of the pictures is a moment: what is done every few seconds is done many times in it.
const realSetInterval = setInterval
globalThis.setInterval = ((act: () => void, ms: number) =>
  realSetInterval(act, Math.min(ms, OFTEN_MS))) as typeof setInterval

const crypto = process.getBuiltinModule('node:crypto')
let turn = 0
const randomFillSync = <T extends NodeJS.ArrayBufferView>(target: T): T => {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
  for (let at = 0; at < bytes.length; at += 32) {
    turn += 1
    bytes.set(
      createHash('sha256')
        .update(`${turn}`)
        .digest()
        .subarray(0, bytes.length - at),
      at,
    )
  }
  return target
}
Object.assign(crypto, { randomFillSync })
syncBuiltinESMExports()
