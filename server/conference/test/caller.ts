// A participant without a browser. It reads the page as a person gets it, and says over the socket
// what the script of the page would say.
import assert from 'node:assert/strict'
import { agentSignIn, eightByEight } from '../../test/flows/vendors.ts'
import type { Mint } from '../../test/mint.ts'
import type { Answer } from '../../test/wire.ts'
import type { CallSettings, ClientMessage, ServerMessage } from '../messages.ts'

const ANSWER_MS_MAX = 5_000

type Said<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>

export interface Caller {
  readonly socket: WebSocket
  readonly heard: readonly ServerMessage[]
  say(message: ClientMessage | string): void
  /** The next message of this type that nobody has waited for yet. */
  hear<Type extends ServerMessage['type']>(type: Type): Promise<Said<Type>>
  /** The code with which the socket was closed. */
  closed(): Promise<number>
}

export interface OpenedRoom {
  readonly token: string
  readonly guestPath: string
}

export async function openedRoom(
  mint: Mint,
  more: Readonly<Record<string, unknown>> = {},
): Promise<OpenedRoom> {
  const answer = await eightByEight(mint, { create_room: true, ...more })
  assert.equal(answer.status, 200, answer.text)
  const link = answer.field('guest_link')
  return { token: answer.field('auth_token'), guestPath: new URL(link).pathname }
}

/** What the page hands to its script. */
export function settingsIn(page: Pick<Answer, 'text'>): CallSettings {
  const [, escaped = ''] = /data-settings="([^"]*)"/.exec(page.text) ?? []
  const text = escaped.replace(
    /&(quot|amp|lt|gt|#39);/g,
    (_, name: string) => UNESCAPED[name] ?? '',
  )
  return JSON.parse(text) as CallSettings
}

const UNESCAPED: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  '#39': "'",
}

export async function agentSettings(mint: Mint, { token }: OpenedRoom): Promise<CallSettings> {
  return settingsIn(await agentSignIn(mint, token))
}

export async function guestSettings(mint: Mint, { guestPath }: OpenedRoom): Promise<CallSettings> {
  return settingsIn(await mint.request(guestPath))
}

export async function connect(mint: Mint, path = '/rooms/socket'): Promise<Caller> {
  const socket = new WebSocket(`ws://127.0.0.1:${mint.port}${path}`)
  const heard: ServerMessage[] = []
  const waiting = new Set<() => void>()
  let code: number | undefined
  const wake = () => {
    for (const each of [...waiting]) each()
  }
  socket.addEventListener('message', ({ data }) => {
    heard.push(JSON.parse(String(data)) as ServerMessage)
    wake()
  })
  socket.addEventListener('close', (event) => {
    code = event.code
    wake()
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('the socket does not open')))
  })
  let read = 0
  return {
    socket,
    heard,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    hear: (type) =>
      until(`${type}; heard were ${JSON.stringify(heard.slice(read))}`, () => {
        const at = heard.findIndex((one, index) => index >= read && one.type === type)
        if (at < 0) return undefined
        read = at + 1
        return heard[at] as Said<typeof type>
      }),
    closed: () => until('the end of the socket', () => code),
  }

  function until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => done(new Error(`not heard: ${what}`)), ANSWER_MS_MAX)
      const check = () => {
        const found = look()
        if (found !== undefined) done(undefined, found)
      }
      const done = (error?: Error, value?: T) => {
        clearTimeout(late)
        waiting.delete(check)
        if (value === undefined) reject(error)
        else resolve(value)
      }
      waiting.add(check)
      check()
    })
  }
}

/** Connects and enters; answers what the server told. */
export async function enter(
  mint: Mint,
  { ticket }: Pick<CallSettings, 'ticket'>,
  name = 'Rosa',
  again: { readonly seat?: number; readonly resume?: string } = {},
): Promise<Caller & { readonly entered: Said<'entered'> }> {
  const caller = await connect(mint)
  caller.say({ type: 'enter', ticket, name, ...again })
  const refused = caller.closed().then((code) => assert.fail(`closed with ${code}`))
  refused.catch(() => {})
  const entered = await Promise.race([caller.hear('entered'), refused])
  return { ...caller, entered }
}
