// What the page and the frame tell each other: objects that bear `mintmark: 1`, and one text that
// older pages know. The frame is another site's document; what it says is read like any input.

export type Theme = 'light' | 'dark' | 'auto'

/** From the page to the frame, with the frame's exact origin as target. */
export type ToFrame =
  | { readonly mintmark: 1; readonly type: 'token'; readonly access: string }
  | { readonly mintmark: 1; readonly type: 'theme'; readonly theme: string }

/** What each message of the frame tells besides its type. */
export interface FrameTells {
  /** The frame listens; it holds nothing yet. */
  readonly ready: Record<never, never>
  /** It shows the agent. `expires_at` in seconds since 1970, where it has an end. */
  readonly open: { readonly expires_at?: number }
  /** How tall its content is, in CSS pixels. */
  readonly resize: { readonly height: number }
  readonly navigate: { readonly view: string; readonly id?: string }
  /** It is over and stays so: `kicked`, `revoked`, `session_over` and the like. */
  readonly ended: { readonly reason: string }
  readonly error: { readonly code: string; readonly message: string }
}

export type FrameMessage = {
  [Type in keyof FrameTells]: { readonly type: Type; readonly tells: FrameTells[Type] }
}[keyof FrameTells]

const TOKEN_EXPIRED = 'token_expired'
const HEIGHT_PX_MAX = 20_000

/** `undefined` for whatever is none of ours: other scripts may talk in the same window. */
export function readFrameMessage(data: unknown): FrameMessage | typeof TOKEN_EXPIRED | undefined {
  if (data === TOKEN_EXPIRED) return TOKEN_EXPIRED
  if (typeof data !== 'object' || data === null) return undefined
  const { mintmark, type, ...rest }: Record<string, unknown> = { ...data }
  if (mintmark !== 1) return undefined
  switch (type) {
    case 'ready':
      return { type, tells: {} }
    case 'open':
      return { type, tells: { expires_at: numberOf(rest.expires_at) } }
    case 'resize': {
      const height = numberOf(rest.height)
      if (height === undefined || height < 0) return undefined
      return { type, tells: { height: Math.min(Math.ceil(height), HEIGHT_PX_MAX) } }
    }
    case 'navigate':
      return { type, tells: { view: textOf(rest.view), id: textOf(rest.id) || undefined } }
    case 'ended':
      return { type, tells: { reason: textOf(rest.reason) } }
    case 'error':
      return { type, tells: { code: textOf(rest.code), message: textOf(rest.message) } }
    default:
      return undefined
  }
}

function numberOf(value: unknown): number | undefined {
  return Number.isFinite(value) ? Number(value) : undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
}
