import type { Clock } from '../../protocol/clock.ts'
import type { Engine } from './contract.ts'
import { embedded } from './embedded.ts'
import { type JitsiSettings, jitsiWith } from './jitsi.ts'
import { type LiveKitSettings, liveKitWith } from './livekit.ts'

export interface EngineSettings {
  readonly liveKit: LiveKitSettings
  readonly jitsi: JitsiSettings
}

/** A line for each engine; the setting `rooms.engine` picks one. */
const ENGINES = {
  embedded: () => embedded,
  livekit: ({ liveKit }) => liveKitWith(liveKit),
  jitsi: ({ jitsi }, clock) => jitsiWith(jitsi, clock),
} as const satisfies Record<Engine['name'], (settings: EngineSettings, clock: Clock) => Engine>

export const ENGINE_NAMES = Object.keys(ENGINES)

export function engineOf(name: Engine['name'], settings: EngineSettings, clock: Clock): Engine {
  return ENGINES[name](settings, clock)
}
