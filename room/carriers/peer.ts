// One connection to one other browser (WebRTC 1.0). Both ends may begin a negotiation at any time,
// such as after a change of networks; where both do at once, the one with the lower seat gives way
// (the "perfect negotiation" of WebRTC §10.7).
import type { IceServer } from '../../server/conference/messages.ts'
import type { Link, Source } from './contract.ts'

export type Signal =
  | { readonly description: RTCSessionDescriptionInit }
  | { readonly candidate: RTCIceCandidateInit }

export interface PeerOptions {
  readonly iceServers: readonly IceServer[]
  /** Whether this end gives way. */
  readonly isPolite: boolean
  /** Whether this end makes the first offer, and so decides what is carried. */
  readonly isFirst: boolean
  track(source: Source): MediaStreamTrack | null
  send(signal: Signal): void
  onStream(stream: MediaStream): void
  onLink(link: Link): void
}

const KINDS = { microphone: 'audio', camera: 'video' } as const
const SOURCES: readonly Source[] = ['microphone', 'camera']
const LINKS = {
  new: 'connecting',
  connecting: 'connecting',
  connected: 'connected',
  disconnected: 'connecting',
  failed: 'lost',
} as const
/** A picture of this many bits a second is good enough for five at once. */
const VIDEO_BITRATE_MAX = 900_000
const RESTART_MS = 3_000

export class Peer {
  #connection: RTCPeerConnection
  #options: PeerOptions
  #stream = new MediaStream()
  #isOffering = false
  #ignoresOffer = false
  #turn: Promise<void> = Promise.resolve()
  #restart: ReturnType<typeof setTimeout> | undefined

  constructor(options: PeerOptions) {
    this.#options = options
    const iceServers = options.iceServers.map(({ urls, ...rest }) => ({ urls: [...urls], ...rest }))
    const connection = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' })
    this.#connection = connection
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) options.send({ candidate: candidate.toJSON() })
    })
    connection.addEventListener('negotiationneeded', () => this.#inTurn(() => this.#offer()))
    connection.addEventListener('track', ({ track }) => {
      for (const old of this.#stream.getTracks()) {
        if (old.kind === track.kind) this.#stream.removeTrack(old)
      }
      this.#stream.addTrack(track)
      options.onStream(this.#stream)
    })
    connection.addEventListener('connectionstatechange', () => this.#follow())
    if (!options.isFirst) return
    for (const source of SOURCES) {
      const transceiver = connection.addTransceiver(KINDS[source], { direction: 'sendrecv' })
      this.#inTurn(() => transceiver.sender.replaceTrack(options.track(source)))
    }
  }

  get isConnected(): boolean {
    return this.#connection.connectionState === 'connected'
  }

  /** The first offer of both ends crossed: only one of them may decide what is carried. */
  get isWaitingForFirstAnswer(): boolean {
    const { signalingState, currentRemoteDescription } = this.#connection
    return signalingState === 'have-local-offer' && currentRemoteDescription === null
  }

  get stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats()
  }

  hear(signal: Signal): void {
    this.#inTurn(() => this.#take(signal))
  }

  /** Another track of the same kind takes its place; nothing needs to be negotiated. */
  send(source: Source, track: MediaStreamTrack | null): void {
    this.#inTurn(async () => {
      await this.#transceiver(source)?.sender.replaceTrack(track)
    })
  }

  /** New ways through the network are looked for. */
  restart(): void {
    this.#connection.restartIce()
  }

  /** Says once more what was offered and is not answered. */
  repeatOffer(): void {
    this.#inTurn(() => {
      if (this.#connection.signalingState === 'have-local-offer') this.#describe()
    })
  }

  close(): void {
    clearTimeout(this.#restart)
    this.#connection.close()
  }

  async #offer(): Promise<void> {
    if (this.#connection.signalingState !== 'stable') return
    this.#isOffering = true
    try {
      await this.#connection.setLocalDescription()
      this.#describe()
    } finally {
      this.#isOffering = false
    }
  }

  async #take(signal: Signal): Promise<void> {
    const connection = this.#connection
    if ('candidate' in signal) {
      try {
        await connection.addIceCandidate(signal.candidate)
      } catch (thrown) {
        // Candidates of an offer that was not taken lead nowhere.
        if (!this.#ignoresOffer) throw thrown
      }
      return
    }
    const { description } = signal
    const isCollision =
      description.type === 'offer' && (this.#isOffering || connection.signalingState !== 'stable')
    this.#ignoresOffer = isCollision && !this.#options.isPolite
    if (this.#ignoresOffer) return
    // The second answer to an offer that was said twice.
    if (description.type === 'answer' && connection.signalingState === 'stable') return
    await connection.setRemoteDescription(description)
    if (description.type !== 'offer') return this.#limitVideo()
    for (const source of SOURCES) {
      const transceiver = this.#transceiver(source)
      if (transceiver === undefined) continue
      transceiver.direction = 'sendrecv'
      await transceiver.sender.replaceTrack(this.#options.track(source))
    }
    await connection.setLocalDescription()
    this.#describe()
    await this.#limitVideo()
  }

  #describe(): void {
    const description = this.#connection.localDescription
    if (description !== null) this.#options.send({ description: description.toJSON() })
  }

  async #limitVideo(): Promise<void> {
    const sender = this.#transceiver('camera')?.sender
    const parameters = sender?.getParameters()
    const [encoding] = parameters?.encodings ?? []
    if (sender === undefined || parameters === undefined || encoding === undefined) return
    encoding.maxBitrate = VIDEO_BITRATE_MAX
    await sender.setParameters(parameters)
  }

  #transceiver(source: Source): RTCRtpTransceiver | undefined {
    return this.#connection
      .getTransceivers()
      .find(({ receiver }) => receiver.track.kind === KINDS[source])
  }

  #follow(): void {
    const { connectionState } = this.#connection
    clearTimeout(this.#restart)
    if (connectionState === 'closed') return
    this.#options.onLink(LINKS[connectionState])
    if (connectionState === 'failed') this.restart()
    if (connectionState === 'disconnected') {
      this.#restart = setTimeout(() => this.restart(), RESTART_MS)
    }
  }

  /** Steps of a negotiation must not overlap; one that fails leaves the next to mend it. */
  #inTurn(step: () => Promise<unknown> | unknown): void {
    this.#turn = this.#turn
      .then(step)
      .then(() => {})
      .catch((thrown: unknown) => {
        if (this.#connection.signalingState !== 'closed') console.warn(String(thrown))
      })
  }
}
