import type { Engine } from './conference/engines/contract.ts'
import { engineOf } from './conference/engines/index.ts'
import type { LiveKitSettings } from './conference/engines/livekit.ts'
import type { IceSettings } from './conference/ice-servers.ts'
import { type Config, ConfigError } from './config.ts'
import type { Clock } from './protocol/clock.ts'

const SECRET_CHARACTERS_MIN = 32

export interface RoomEngine {
  readonly engine: Engine
  readonly ice: IceSettings
  /** Where LiveKit carries calls: it speaks to us as well. */
  readonly liveKit: LiveKitSettings | undefined
}

/** Throws `ConfigError` for an engine that lacks what it needs: at the start, not in a call. */
export function openRoomEngine(config: Config, clock: Clock): RoomEngine {
  const name = config['rooms.engine']
  const liveKit = {
    url: config['rooms.livekit_url'],
    apiKey: config['rooms.livekit_api_key'],
    apiSecret: config['rooms.livekit_api_secret'],
  }
  const jitsi = {
    url: config['rooms.jitsi_url'],
    clientId: config['rooms.jitsi_app_id'],
    clientSecret: config['rooms.jitsi_app_secret'],
  }
  const turnUrls = config['rooms.turn_urls']
  const turnSecret = config['rooms.turn_secret']
  const problems: string[] = []
  if (name === 'livekit') {
    demand('rooms.livekit_url', liveKit.url !== '')
    demand('rooms.livekit_api_key', liveKit.apiKey !== '')
    demandSecret('rooms.livekit_api_secret', liveKit.apiSecret)
  }
  if (name === 'jitsi') {
    demand('rooms.jitsi_url', jitsi.url !== '')
    demand('rooms.jitsi_app_id', jitsi.clientId !== '')
    demandSecret('rooms.jitsi_app_secret', jitsi.clientSecret)
  }
  if (turnUrls.length > 0) demand('rooms.turn_secret', turnSecret !== '')
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    engine: engineOf(name, { liveKit, jitsi }, clock),
    ice: { stunUrls: config['rooms.stun_urls'], turnUrls, turnSecret },
    liveKit: name === 'livekit' ? liveKit : undefined,
  }

  function demand(setting: string, isThere: boolean): void {
    if (!isThere) problems.push(`${setting}: it is missing; the engine ${name} needs it.`)
  }

  function demandSecret(setting: string, secret: string): void {
    if (secret.length < SECRET_CHARACTERS_MIN) {
      problems.push(`${setting}: it must have at least ${SECRET_CHARACTERS_MIN} characters.`)
    }
  }
}
