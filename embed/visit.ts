// One life of the frame, from its address to its removal: waits until it listens, hands it tokens,
// gets the next one in time, and hears what it tells. A token is in two places only: a variable
// here, and the message to the frame's exact origin.

import type { Look } from './look.ts'
import { type FrameMessage, type FrameTells, readFrameMessage, type ToFrame } from './messages.ts'
import { readToken, type Token, type TokenProvider, type TokenReason } from './token.ts'

export interface VisitEvents extends FrameTells {
  readonly expired: Record<never, never>
}

export interface VisitDeps {
  readonly url: URL
  readonly look: Look
  /** The provider of the moment: frameworks set a new one whenever they draw. */
  provider(): TokenProvider
  tell<Type extends keyof VisitEvents>(type: Type, detail: VisitEvents[Type]): void
}

export interface Visit {
  readonly frame: HTMLIFrameElement
  setTheme(theme: string): void
  close(): void
}

/** A document that was loaded and says nothing by then is not ours, or was kept out. */
const SILENCE_MS_MAX = 5_000
const OPENING_MS_MAX = 30_000
const PROVIDER_MS_MAX = 20_000
/** A new token is fetched this long before the end, or a tenth of its life if that is less. */
const AHEAD_MS_MAX = 60_000
const AHEAD_SHARE = 0.1
/** Whatever a token or a clock says, no page asks more often than this of its own accord. */
const REFRESH_MS_MIN = 10_000
const TIMER_MS_MAX = 2 ** 31 - 1
const RETRY_MS = 2_000
const TRIES_MAX = 5
/** A frame that was open for this long was not refused at once. */
const STEADY_MS = 10_000

export function openVisit({ url, look, provider, tell }: VisitDeps): Visit {
  const { origin } = url
  const over = new AbortController()
  const { signal } = over
  let token: Token | undefined
  let isListening = false
  let isAsking = false
  let failures = 0
  let refusals = 0
  let openedAtMs: number | undefined
  let next: ReturnType<typeof setTimeout> | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  look.show('loading')
  const frame = look.frame(url)
  const say = (message: ToFrame): void => frame.contentWindow?.postMessage(message, origin)

  const stop = (): void => {
    over.abort()
    clearTimeout(next)
    clearTimeout(patience)
    token = undefined
  }
  const fail = (code: string, message: string): void => {
    if (openedAtMs === undefined) look.show('error')
    tell('error', { code, message })
  }
  const expectSoon = (ms: number): void => {
    clearTimeout(patience)
    patience = setTimeout(() => fail(...whyNot()), ms)
  }
  const whyNot = (): [string, string] =>
    isListening
      ? ['not_open', 'The agent did not open in time.']
      : [
          'frame_silent',
          `${origin} did not answer in its frame. May ${location.origin} show this agent ` +
            "(its allowed origins), and does this page's own policy allow the frame (frame-src)?",
        ]
  const hand = (): void => {
    if (isListening && token) say({ mintmark: 1, type: 'token', access: token.access })
  }
  const later = (reason: TokenReason, ms: number): void => {
    clearTimeout(next)
    next = setTimeout(ask, Math.min(ms, TIMER_MS_MAX), reason)
  }
  const ask = async (reason: TokenReason): Promise<void> => {
    // The answer under way is the newest there can be.
    if (isAsking) return
    isAsking = true
    clearTimeout(next)
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PROVIDER_MS_MAX)])
    try {
      const given = await Promise.race([provider()({ reason, signal: limit }), failing(limit)])
      if (signal.aborted) return
      token = readToken(given, Date.now())
      failures = 0
      hand()
      const { leftMs } = token
      if (leftMs !== undefined) {
        const aheadMs = Math.min(AHEAD_MS_MAX, leftMs * AHEAD_SHARE)
        later('refresh', Math.max(leftMs - aheadMs, REFRESH_MS_MIN))
      }
    } catch (thrown) {
      if (signal.aborted) return
      failures += 1
      // Pages whose server was away must not all come back in the same moment.
      const waitMs = RETRY_MS * 2 ** failures * (0.5 + Math.random() / 2)
      if (failures < TRIES_MAX) later(reason, waitMs)
      fail('token_provider', `tokenProvider failed: ${thrown}`)
    } finally {
      isAsking = false
    }
  }
  const renew = (): void => {
    token = undefined
    clearTimeout(next)
    tell('expired', {})
    if (openedAtMs !== undefined && Date.now() - openedAtMs > STEADY_MS) refusals = 0
    refusals += 1
    failures = 0
    openedAtMs = undefined
    if (refusals === 1) ask('expired')
    else if (refusals < TRIES_MAX) later('expired', RETRY_MS * refusals)
    else fail('token_refused', 'Each token was refused. Are they of this agent, and of this mint?')
  }

  const hear = ({ source, origin: from, data }: MessageEvent): void => {
    // Any window can send a message; only the frame's own document is heard.
    if (source !== frame.contentWindow || from !== origin) return
    const message = readFrameMessage(data)
    if (message === undefined) return
    if (message === 'token_expired') renew()
    else if (message.type === 'error') fail(message.tells.code, message.tells.message)
    else {
      follow(message)
      tell(message.type, message.tells)
    }
  }
  const follow = ({ type, tells }: FrameMessage): void => {
    switch (type) {
      case 'ready':
        isListening = true
        // Also a document that was loaded anew: it has nothing yet.
        openedAtMs = undefined
        expectSoon(OPENING_MS_MAX)
        hand()
        break
      case 'open':
        clearTimeout(patience)
        openedAtMs = Date.now()
        look.show('open')
        break
      case 'resize':
        look.setHeight(tells.height)
        break
      case 'ended':
        stop()
        look.show('ended')
        break
    }
  }

  addEventListener('message', hear, { signal })
  frame.addEventListener('load', () => isListening || expectSoon(SILENCE_MS_MAX), { signal })
  expectSoon(OPENING_MS_MAX)
  ask('start')
  return {
    frame,
    setTheme: (theme) => say({ mintmark: 1, type: 'theme', theme }),
    close() {
      stop()
      look.clear()
    },
  }
}

function failing(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
