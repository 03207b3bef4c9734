// What this participant sends: the state behind the buttons of lobby and call.
import type { Devices } from '../server/conference/messages.ts'
import type { Source } from './carriers/contract.ts'
import { type DeviceFault, openDevice, openScreen } from './media.ts'

export interface Sources {
  readonly devices: Devices
  /** What is sent as picture: the screen while it is shared, else the camera. */
  track(source: Source): MediaStreamTrack | undefined
  /** Switches a source on, on another device where one is named. */
  open(source: Source, deviceId?: string): Promise<DeviceFault | undefined>
  shut(source: Source): void
  toggle(source: Source): Promise<DeviceFault | undefined>
  toggleScreen(): Promise<void>
  /** Takes the place of whoever was told before: the lobby, then the call. */
  onChange(listener: (source: Source) => void): void
  close(): void
}

export function sourcesOf(listener: (source: Source) => void): Sources {
  let onChange = listener
  const tracks = new Map<Source, MediaStreamTrack>()
  const chosen = new Map<Source, string>()
  let screen: MediaStreamTrack | undefined

  const shut = (source: Source) => {
    tracks.get(source)?.stop()
    tracks.delete(source)
    onChange(source)
  }
  const open = async (source: Source, deviceId = chosen.get(source)) => {
    const opened = await openDevice(source, deviceId)
    if (typeof opened === 'string') return opened
    tracks.get(source)?.stop()
    if (deviceId !== undefined) chosen.set(source, deviceId)
    // Pulled out, or taken away in the browser's own settings.
    opened.addEventListener('ended', () => {
      if (tracks.get(source) === opened) shut(source)
    })
    tracks.set(source, opened)
    onChange(source)
    return undefined
  }
  const stopScreen = () => {
    screen?.stop()
    screen = undefined
    onChange('camera')
  }
  return {
    get devices() {
      return {
        camera: tracks.has('camera'),
        microphone: tracks.has('microphone'),
        screen: screen !== undefined,
      }
    },
    track: (source) => (source === 'camera' ? (screen ?? tracks.get(source)) : tracks.get(source)),
    open,
    shut,
    async toggle(source) {
      if (!tracks.has(source)) return open(source)
      shut(source)
      return undefined
    },
    async toggleScreen() {
      if (screen !== undefined) return stopScreen()
      screen = await openScreen()
      screen?.addEventListener('ended', stopScreen)
      onChange('camera')
    },
    onChange(next) {
      onChange = next
    },
    close() {
      for (const track of tracks.values()) track.stop()
      screen?.stop()
      tracks.clear()
      screen = undefined
    },
  }
}
