// Camera, microphone and screen of this device. What is switched off is given back, so that its
// light goes out.
import type { Source } from './carriers/contract.ts'

export type DeviceFault = 'denied' | 'missing' | 'busy' | 'unsupported'

const WANTED: Readonly<Record<Source, MediaStreamConstraints>> = {
  camera: { video: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { max: 30 } } },
  microphone: { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
}

export interface Device {
  readonly id: string
  readonly label: string
}

/** A track of the device, or why there is none. */
export async function openDevice(
  source: Source,
  deviceId?: string,
): Promise<MediaStreamTrack | DeviceFault> {
  if (navigator.mediaDevices === undefined) return 'unsupported'
  const kind = source === 'camera' ? 'video' : 'audio'
  const wanted = WANTED[source][kind]
  const constraints = {
    [kind]: {
      ...(typeof wanted === 'object' && wanted),
      ...(deviceId !== undefined && { deviceId: { exact: deviceId } }),
    },
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints)
    return stream.getTracks()[0] ?? 'missing'
  } catch (thrown) {
    return faultOf(thrown)
  }
}

/** What the participant has picked to show, or `undefined` where they changed their mind. */
export async function openScreen(): Promise<MediaStreamTrack | undefined> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false })
    return stream.getVideoTracks()[0]
  } catch {
    return undefined
  }
}

export function canShareScreen(): boolean {
  return navigator.mediaDevices?.getDisplayMedia !== undefined
}

/** Their names are told once one of them was allowed. */
export async function listDevices(source: Source): Promise<readonly Device[]> {
  const kind = source === 'camera' ? 'videoinput' : 'audioinput'
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? []
  return all
    .filter((one) => one.kind === kind && one.deviceId !== '')
    .map((one, at) => ({ id: one.deviceId, label: one.label || `${at + 1}` }))
}

function faultOf(thrown: unknown): DeviceFault {
  const name = thrown instanceof DOMException ? thrown.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}

/** Tells a level from 0 to 1 as long as it is listened to. */
export function levelOf(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples)
    tell(Math.max(...samples.map((sample) => Math.abs(sample - 128))) / 128)
  }, 100)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
