// A family of refresh tokens: each is used once, a lost answer may be asked for again, and a replay
// ends all of them. Two styles say no differently to a token that was used just now.
import { revoke } from '../../flows/tokens.ts'
import type { Mint } from '../../mint.ts'
import type { Answer } from '../../wire.ts'
import { ALIVE, endedBy, type Fate, fateOf, settle, UNSURE } from '../fate.ts'
import { RETRY_WINDOW_MS } from '../system.ts'
import type { Thing } from '../thing.ts'
import { isTokenAlive } from '../tokens.ts'
import { Violation } from '../violation.ts'
import { type Asker, ask, type Outcome, type World } from '../world.ts'

const RACERS = 4
const OLD_LOOKED_AT = 2
/** What a clock may be late by, and what an answer takes. */
const MARGIN_MS = 5_000

export interface FamilyStyle {
  refresh(on: Mint, token: string): Promise<Answer>
  /** The header of the client that the tokens belong to. */
  owner(on: Mint): string
  /** Whether a retry gets the successor again, or a plain no. */
  readonly retries: boolean
  /** Whether its access tokens are signed by the keys that are rotated here. */
  readonly usesKeys: boolean
}

interface Access {
  readonly text: string
  fate: Fate
}

/** From the answer that gave the first pair. */
export function familyOf(id: string, style: FamilyStyle, first: Outcome): Thing | undefined {
  if (first.how === 'refused') throw new Violation(id, `no tokens: ${first.answer.text}`)
  if (first.how === 'unknown') return undefined
  const tokens: string[] = []
  const accesses: Access[] = []
  let fate: Fate = ALIVE
  /** When the newest token was sent and no answer came: it may have been used. */
  let lostAtMs: number | undefined
  let rotatedAtMs = performance.now()

  const newest = () => tokens.at(-1) ?? ''
  const isInWindow = (sinceMs: number) => performance.now() < sinceMs + RETRY_WINDOW_MS - MARGIN_MS
  const take = (answer: Answer): void => {
    const token = answer.field('refresh_token')
    if (tokens.includes(token)) throw new Violation(id, 'a refresh gave a token of before')
    tokens.push(token)
    accesses.push({ text: answer.field('access_token'), fate: ALIVE })
    lostAtMs = undefined
    rotatedAtMs = performance.now()
  }
  take(first.answer)

  /** One answer, or several to the same token at the same time. */
  const conclude = (outcomes: readonly Outcome[], isEnding: boolean): void => {
    const good = outcomes.flatMap((one) => (one.how === 'ok' ? [one.answer] : []))
    const [answer, ...others] = good
    const successors = new Set(good.map((one) => one.field('refresh_token')))
    if (successors.size > 1) throw new Violation(id, 'one refresh token has two successors')
    if (!style.retries && others.length > 0) throw new Violation(id, 'one token won twice')
    const isRefused = outcomes.some((one) => one.how === 'refused')
    const isSure = fate.state === 'alive' && !isEnding
    if (answer === undefined) {
      if (outcomes.some((one) => one.how === 'unknown')) lostAtMs ??= performance.now()
      else if (isSure) refused()
      return
    }
    if (fate.state === 'dead') throw new Violation(id, 'an ended family was refreshed')
    if (isRefused && isSure && style.retries) {
      throw new Violation(id, 'of parallel refreshes some were refused')
    }
    if (!isEnding) fate = ALIVE
    take(answer)
    for (const other of others) {
      accesses.push({ text: other.field('access_token'), fate: ALIVE })
    }
  }
  /** Nobody was let in, and everybody heard why. */
  const refused = (): void => {
    if (lostAtMs === undefined) throw new Violation(id, 'a good refresh token was refused')
    // The lost answer was a yes; this style does not give it twice, and its family lives on.
    if (isInWindow(lostAtMs)) {
      if (style.retries) throw new Violation(id, 'a lost answer was refused within its window')
    } else fate = UNSURE
  }
  const useNewest = (asker: Asker) =>
    ask(asker, id, `refresh ${tokens.length}`, (on) => style.refresh(on, newest()))

  const refresh = async (asker: Asker) => conclude([await useNewest(asker)], false)
  const race = async (asker: Asker) =>
    conclude(await Promise.all(Array.from({ length: RACERS }, () => useNewest(asker))), false)
  /** As a client does that lost the answer. */
  const retry = async (asker: Asker): Promise<void> => {
    const used = tokens.at(-2)
    if (used === undefined || lostAtMs !== undefined || !isInWindow(rotatedAtMs)) {
      return refresh(asker)
    }
    const again = await ask(asker, id, `retry ${tokens.length - 1}`, (on) =>
      style.refresh(on, used),
    )
    if (again.how === 'ok') {
      const isSame = again.answer.field('refresh_token') === newest()
      if (!style.retries || !isSame) throw new Violation(id, 'a retry gave another successor')
      accesses.push({ text: again.answer.field('access_token'), fate: ALIVE })
      if (fate.state === 'dead') throw new Violation(id, 'an ended family was refreshed')
    } else if (again.how === 'refused' && style.retries && fate.state === 'alive') {
      throw new Violation(id, 'a retry was refused within its window')
    }
  }
  /** As a thief does, who is a generation late. */
  const replay = async (asker: Asker): Promise<void> => {
    const old = tokens.at(-3)
    if (old === undefined) return refresh(asker)
    const replayed = await ask(asker, id, `replay ${tokens.length - 2}`, (on) =>
      style.refresh(on, old),
    )
    if (replayed.how === 'ok') throw new Violation(id, 'a used refresh token was taken again')
    // The no is the acknowledgement: it says that the replay was seen.
    const how = replayed.how === 'refused' ? 'ok' : 'unknown'
    fate = endedBy(fate, { ...replayed, how } as Outcome)
  }
  const revokeOn = (token: string) => (on: Mint) => revoke(on, style.owner(on), token)
  /** Any token of the family will do, outdated or not. */
  const revokeFamily = async (asker: Asker): Promise<void> => {
    const token = asker.chance.pick(tokens)
    fate = endedBy(fate, await ask(asker, id, 'revoke family', revokeOn(token)))
  }
  /** Revoked on one node while it is refreshed on another: whatever came of that is dead. */
  const revokeInRace = async (asker: Asker): Promise<void> => {
    const token = newest()
    const [revoked, refreshed] = await Promise.all([
      ask(asker, id, 'revoke family in a race', revokeOn(token)),
      useNewest(asker),
    ])
    conclude([refreshed], true)
    fate = endedBy(fate, revoked)
  }
  const revokeAccess = async (asker: Asker): Promise<void> => {
    const access = asker.chance.pick(accesses)
    const what = `revoke access token ${accesses.indexOf(access)}`
    access.fate = endedBy(access.fate, await ask(asker, id, what, revokeOn(access.text)))
  }
  const accessFate = (world: World, access: Access): Fate =>
    fateOf(fate, access.fate, style.usesKeys ? world.keys.fateOf(access.text) : ALIVE)

  const check = async (world: World): Promise<void> => {
    // While it is not known whether the newest was used, it may be dead in a family that lives.
    if (lostAtMs === undefined) {
      fate = await settle(world, id, `refresh token ${tokens.length}`, fate, (on) =>
        isTokenAlive(id, on, newest()),
      )
    }
    for (const [n, access] of accesses.entries()) {
      const before = accessFate(world, access)
      const found = await settle(world, id, `access token ${n}`, before, (on) =>
        isTokenAlive(id, on, access.text),
      )
      if (before.state !== 'unsure') continue
      if (access.fate.state === 'unsure') access.fate = found
      else fate = found
    }
    for (const old of tokens.slice(-1 - OLD_LOOKED_AT, -1)) {
      const dead = { state: 'dead', sinceMs: rotatedAtMs, place: undefined } as const
      await settle(world, id, 'a used refresh token', dead, (on) => isTokenAlive(id, on, old))
    }
  }
  return {
    id,
    actions: [
      refresh,
      refresh,
      refresh,
      retry,
      retry,
      race,
      replay,
      revokeAccess,
      revokeFamily,
      revokeInRace,
    ],
    check,
  }
}
