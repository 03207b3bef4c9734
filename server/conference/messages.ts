// What the call page and the server tell each other over the socket, one JSON object a message. The
// page takes these types and nothing else of the server.
import type { Admission } from './engines/contract.ts'

/** What a participant sends at the moment; others see it beside the name. */
export interface Devices {
  readonly camera: boolean
  readonly microphone: boolean
  readonly screen: boolean
}

/** One who is in the room, as everybody in it sees them. */
export interface SeatView {
  /** Good in this room only, and never given again. */
  readonly id: number
  /** From 1 up; of two, the lower number gives way where both make an offer at once. */
  readonly number: number
  readonly name: string
  readonly isAgent: boolean
  /** The connection is lost and may come back within half a minute. */
  readonly isAway: boolean
  readonly devices: Devices
}

/** As `RTCPeerConnection` takes it (WebRTC §4.2.4). */
export interface IceServer {
  readonly urls: readonly string[]
  readonly username?: string
  readonly credential?: string
}

export type ClientMessage =
  | {
      readonly type: 'enter'
      readonly ticket: string
      readonly name: string
      /** With both of what `entered` told, an own seat is taken again. */
      readonly seat?: number | undefined
      readonly resume?: string | undefined
    }
  /** A session description or an ICE candidate for one other; we do not look into it. */
  | { readonly type: 'signal'; readonly to: number; readonly content: unknown }
  | { readonly type: 'chat'; readonly text: string }
  | ({ readonly type: 'devices' } & Devices)
  | { readonly type: 'leave' }
  /** The agent ends the call for all. */
  | { readonly type: 'end' }
  /** The agent puts one out. */
  | { readonly type: 'kick'; readonly seat: number }
  /** At least every twenty seconds; who is silent for forty-five is taken for lost. */
  | { readonly type: 'ping' }

export type EndReason =
  /** The agent or an operator has ended the call. */
  | 'ended'
  | 'kicked'
  /** What the agent signed in with was revoked. */
  | 'revoked'
  /** The same seat was taken from elsewhere, as after a reload. */
  | 'taken_over'

export type RefusalCode =
  | 'ticket_invalid'
  | 'room_over'
  | 'room_full'
  | 'message_malformed'
  | 'too_many_messages'
  | 'not_allowed'
  | 'unavailable'

export type ServerMessage =
  | {
      readonly type: 'entered'
      readonly you: SeatView
      /** A secret of this seat: it is taken again with it after a lost connection. */
      readonly resume: string
      /** The others. */
      readonly seats: readonly SeatView[]
      readonly admission: Admission
      readonly iceServers: readonly IceServer[]
      /** Seconds; absent while agent and guest have not both been in. */
      readonly startedAt?: number | undefined
      readonly now: number
    }
  | { readonly type: 'joined'; readonly seat: SeatView }
  /** The same seat, after its name, devices or connection have changed. */
  | { readonly type: 'changed'; readonly seat: SeatView }
  | { readonly type: 'left'; readonly seat: number }
  | { readonly type: 'started'; readonly startedAt: number }
  | { readonly type: 'signal'; readonly from: number; readonly content: unknown }
  | { readonly type: 'chat'; readonly from: number; readonly text: string; readonly at: number }
  /** The socket is closed after it; coming back is of no use. */
  | { readonly type: 'ended'; readonly reason: EndReason }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly message: string }
  | { readonly type: 'pong' }

/** Codes with which the socket is closed (RFC 6455 §7.4). */
export const CLOSE_CODES = {
  /** After `ended` and `leave`. */
  done: 1000,
  /** The server stops; come back in a moment, with seat and resume. */
  restart: 1012,
  /** After `refused`. */
  refused: 4000,
  /** Nothing was heard for too long. */
  silent: 4001,
  /** Too much lies unread on the way to the browser; come back. */
  slow: 4002,
} as const

/** What the page hands to its script, as JSON in `data-settings` of the element `room`. */
export interface CallSettings {
  readonly socket: string
  readonly ticket: string
  readonly isAgent: boolean
  /** The agent’s address, or empty for a guest, who says a name in the lobby. */
  readonly name: string
  readonly reference: string
  /** For the agent to hand on; absent for guests, and in a frame that may not invite. */
  readonly guestLink?: string | undefined
  readonly textSentTo?: string | undefined
  readonly expiresAtIso: string
  readonly isEmbedded: boolean
  /** In which times are written (RFC 5646). */
  readonly language: string
  readonly words: Readonly<Record<string, string>>
}
