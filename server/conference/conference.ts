import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Clock } from '../protocol/clock.ts'
import { isLive } from '../resources/rooms.ts'
import type { Room } from '../store/rooms.ts'
import type { Seat } from '../store/seats.ts'
import type { Store } from '../store/store.ts'
import { type AgentDeps, checkAgent } from './agent.ts'
import { callNameOf, identityOf } from './call-name.ts'
import type { Admission, Engine } from './engines/contract.ts'
import {
  CLOSE_CODES,
  type ClientMessage,
  type EndReason,
  type IceServer,
  type RefusalCode,
  type SeatView,
} from './messages.ts'
import { resumeOf, type Seated, takeSeat } from './seating.ts'
import { type Line, newView, type Switchboard } from './switchboard.ts'
import { openTicket, type Ticket } from './tickets.ts'

/** Who loses the connection may come back so long before the others are told that they left. */
const AWAY_MS = 30_000
/** After something was revoked: so long other news is waited for. */
const CHECK_MS = 100

export interface ConferenceDeps extends AgentDeps {
  readonly store: Store
  readonly secrets: Secrets
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly engine: Engine
  readonly switchboard: Switchboard
  /** Made anew for each participant: a relay's credentials end. */
  iceServers(seatId: number): readonly IceServer[]
  /** An engine that does not answer must not keep a room from ending. */
  onEngineError(cause: unknown): void
}

export type PlaceWish = Pick<Extract<ClientMessage, { type: 'enter' }>, 'name' | 'seat' | 'resume'>

interface Place extends Seated {
  readonly ticket: Exclude<Ticket, { kind: 'opener' }>
  readonly room: Room
  readonly startedAt: number | undefined
}

/** One who has entered. */
export interface Member {
  readonly roomId: number
  readonly seatId: number
  readonly ticket: Ticket
  readonly line: Line
}

export type Conference = ReturnType<typeof conferenceIn>

/** What participants do, in the order in which they can. */
export function conferenceIn(deps: ConferenceDeps) {
  const { store, secrets, clock, engine, switchboard } = deps
  const leaving = new Map<number, NodeJS.Timeout>()
  /** Agents who are connected here, by seat: what they signed in with may be revoked. */
  const agents = new Map<number, Member>()
  let checking: NodeJS.Timeout | undefined
  store.board.onNotice(() => {
    // However many notices come at once, all agents are asked about once.
    if (checking !== undefined || agents.size === 0) return
    checking = setTimeout(() => {
      checking = undefined
      checkAgents().catch(deps.onEngineError)
    }, CHECK_MS)
    checking.unref()
  })

  /** A seat for whoever has a ticket to a room that lives; or why there is none. */
  async function takePlace(
    ticket: Ticket | undefined,
    wish: PlaceWish,
    isElsewhere = false,
  ): Promise<Place | RefusalCode> {
    const now = clock.now()
    if (ticket === undefined || ticket.kind === 'opener') return 'ticket_invalid'
    const { roomId } = ticket
    const agent = ticket.kind === 'agent' ? await loadAgent(ticket) : undefined
    if (ticket.kind === 'agent' && agent === undefined) return 'ticket_invalid'
    return store.transaction(async (records) => {
      const room = await records.rooms.load(roomId)
      if (room === undefined || !isLive(room, now)) return 'room_over'
      const seated = await takeSeat(records, secrets, {
        roomId,
        name: agent?.name ?? wish.name,
        userId: agent?.id,
        seat: wish.seat,
        resume: wish.resume,
        at: now,
      })
      if (seated === undefined) return 'room_full'
      if (isElsewhere) await records.seats.expect(seated.seat.id)
      if (seated.isStart) await record(records, room, 'started', seated.seat)
      const startedAt = room.startedAt ?? (seated.isStart ? now : undefined)
      return { ticket, room, startedAt, ...seated }
    })
  }

  function admit({ room, seat }: Place): Promise<Admission> {
    return engine.admit(callNameOf(secrets, room.id), {
      seat: identityOf(seat.id),
      name: seat.name,
      isAgent: seat.userId !== undefined,
    })
  }

  function greet({ room, seat, isStart, startedAt }: Place, ip: string): void {
    const you = switchboard.view(room.id, seat.id) ?? viewOf(seat)
    const joined = { type: 'joined', seat: you } as const
    switchboard.say({ roomId: room.id, to: 'all', except: seat.id, message: joined })
    if (isStart && startedAt !== undefined) {
      switchboard.say({ roomId: room.id, to: 'all', message: { type: 'started', startedAt } })
    }
    const { clientRow } = room
    const facts = { action: 'room_enter', outcome: 'granted', clientRow, userId: seat.userId }
    deps.audit.count(decisionOn({ ip, requestId: undefined }, facts))
  }

  /** Takes a seat for whoever speaks over this line, and tells the others. */
  async function enter(
    wish: PlaceWish & { readonly ticket: string },
    line: Line,
    ip: string,
  ): Promise<Member | RefusalCode> {
    const place = await takePlace(openTicket(secrets, wish.ticket, clock.now()), wish)
    if (typeof place === 'string') return place
    const { ticket, room, seat, startedAt } = place
    const roomId = room.id
    const admission = await admit(place)
    const member = { roomId, seatId: seat.id, ticket, line }
    clearTimeout(leaving.get(seat.id))
    leaving.delete(seat.id)
    switchboard.connect(roomId, viewOf(seat), line, {
      roomId,
      to: seat.id,
      message: { type: 'ended', reason: 'taken_over' },
      close: CLOSE_CODES.done,
    })
    const you = switchboard.view(roomId, seat.id) ?? viewOf(seat)
    // Read only now: of two who come at once each hears of the other, by this or by a word.
    const taken = await store.seats.taken(roomId)
    const others = taken.filter(({ id }) => id !== seat.id)
    line.send({
      type: 'entered',
      you,
      resume: resumeOf(secrets, seat.id),
      seats: others.map((other) => switchboard.view(roomId, other.id) ?? viewOf(other)),
      admission,
      iceServers: deps.iceServers(seat.id),
      startedAt,
      now: clock.now(),
    })
    if (ticket.kind === 'agent') agents.set(seat.id, member)
    greet(place, ip)
    return member
  }

  /**
   * Takes a seat for a front end of somebody's own, which speaks to the engine and not to us. It is
   * kept while the engine says that its participant is there.
   */
  async function enterElsewhere(
    ticket: Ticket,
    wish: PlaceWish,
    ip: string,
  ): Promise<Admission | RefusalCode> {
    const place = await takePlace(ticket, wish, true)
    if (typeof place === 'string') return place
    const admission = await admit(place)
    greet(place, ip)
    return admission
  }

  /** Everything else that a member says. Answers why it was not done, where it was not. */
  async function hear(member: Member, message: ClientMessage): Promise<RefusalCode | undefined> {
    const { roomId, seatId, ticket, line } = member
    switch (message.type) {
      case 'signal':
        switchboard.say({
          roomId,
          to: message.to,
          message: { type: 'signal', from: seatId, content: message.content },
        })
        return undefined
      case 'chat': {
        const said = { type: 'chat', from: seatId, text: message.text, at: clock.now() } as const
        switchboard.say({ roomId, to: 'all', message: said })
        return undefined
      }
      case 'devices': {
        const { camera, microphone, screen } = message
        tellChange(roomId, seatId, { devices: { camera, microphone, screen } })
        return undefined
      }
      case 'ping':
        if (await isRevoked(member)) return undefined
        line.send({ type: 'pong' })
        return undefined
      case 'leave':
        await leave(roomId, seatId)
        line.close(CLOSE_CODES.done)
        return undefined
      case 'kick':
        if (ticket.kind !== 'agent' || message.seat === seatId) return 'not_allowed'
        await kick(roomId, message.seat)
        return undefined
      case 'end':
        if (ticket.kind !== 'agent') return 'not_allowed'
        await end(roomId, ticket.userId)
        return undefined
      case 'enter':
        return 'message_malformed'
      default:
        return message satisfies never
    }
  }

  async function checkAgents(): Promise<void> {
    for (const member of [...agents.values()]) await isRevoked(member)
  }

  /** Puts an agent out whose token, account or client is no good any more. */
  async function isRevoked({ roomId, seatId, ticket }: Member): Promise<boolean> {
    if (ticket.kind !== 'agent' || (await loadAgent(ticket)) !== undefined) return false
    await leave(roomId, seatId, 'revoked')
    return true
  }

  /** The socket is gone; the participant may come back with another. */
  function lose({ roomId, seatId, line }: Member): void {
    if (agents.get(seatId)?.line === line) agents.delete(seatId)
    if (!switchboard.hangUp(roomId, seatId, line)) return
    tellChange(roomId, seatId, { isAway: true })
    const lostAt = clock.now()
    const timer = setTimeout(() => {
      leaving.delete(seatId)
      leaveUnlessBack(roomId, seatId, lostAt).catch(deps.onEngineError)
    }, AWAY_MS)
    timer.unref()
    leaving.set(seatId, timer)
  }

  /** Whoever came back on another node is seen there by now: it says so every twenty seconds. */
  async function leaveUnlessBack(roomId: number, seatId: number, lostAt: number): Promise<void> {
    const seat = await store.seats.load(seatId)
    if (seat === undefined || seat.seenAt > lostAt) return
    await leave(roomId, seatId)
  }

  /** Frees the seat and tells all. With a reason the participant is told it, and cut off. */
  async function leave(roomId: number, seatId: number, reason?: EndReason): Promise<boolean> {
    const isLeft = await store.transaction((records) => records.seats.leave(seatId, clock.now()))
    if (reason !== undefined) {
      const message = { type: 'ended', reason } as const
      switchboard.say({ roomId, to: seatId, message, close: CLOSE_CODES.done })
      await engine.remove(callNameOf(secrets, roomId), identityOf(seatId)).catch(deps.onEngineError)
    }
    switchboard.say({ roomId, to: 'all', message: { type: 'left', seat: seatId } })
    return isLeft
  }

  /** False where nobody sits there in that room. */
  async function kick(roomId: number, seatId: number): Promise<boolean> {
    const seat = await store.seats.load(seatId)
    if (seat?.roomId !== roomId || seat.leftAt !== undefined) return false
    return leave(roomId, seatId, 'kicked')
  }

  /** Ends the call for all, and the room with it; false where it was over already. */
  async function end(roomId: number, userId?: number): Promise<boolean> {
    const now = clock.now()
    const isEnded = await store.transaction(async (records) => {
      const room = await records.rooms.load(roomId)
      if (room === undefined || !(await records.rooms.finish(roomId, now))) return false
      await records.seats.leaveAll(roomId, now)
      await record(records, room, 'ended', { userId })
      return true
    })
    await hangUpAll(roomId)
    return isEnded
  }

  /** Tells everybody in a room that it is over; whoever finished it did the rest. */
  async function hangUpAll(roomId: number): Promise<void> {
    const message = { type: 'ended', reason: 'ended' } as const
    switchboard.say({ roomId, to: 'all', message, close: CLOSE_CODES.done })
    await engine.end(callNameOf(secrets, roomId)).catch(deps.onEngineError)
  }

  function tellChange(roomId: number, seatId: number, change: Partial<SeatView>): void {
    const seat = switchboard.change(roomId, seatId, change)
    if (seat === undefined) return
    switchboard.say({ roomId, to: 'all', except: seatId, message: { type: 'changed', seat } })
  }

  async function loadAgent({ userId, token }: Extract<Ticket, { kind: 'agent' }>) {
    const user = await store.users.load(userId)
    return (await checkAgent(deps, token, user, undefined)).signedIn?.agent
  }

  function record(
    records: Parameters<AuditTrail['append']>[0],
    room: Room,
    outcome: 'started' | 'ended',
    { userId }: { readonly userId: number | undefined },
  ): Promise<void> {
    const facts = { action: 'call', outcome, clientRow: room.clientRow, userId }
    const decision = decisionOn({ ip: undefined, requestId: undefined }, facts)
    return deps.audit.append(records, { ...decision, detail: `room ${room.id}` })
  }

  return { enter, enterElsewhere, hear, lose, leave, kick, end, hangUpAll }
}

function viewOf({ id, number, name, userId }: Seat): SeatView {
  return newView({ id, number, name, isAgent: userId !== undefined })
}
