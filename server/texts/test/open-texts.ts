import { enterRoom, openRoom } from '../../resources/rooms.ts'
import type { OutboxText } from '../../store/outbox.ts'
import type { Room } from '../../store/rooms.ts'
import { addTestClient, openTestCore, type TestCore } from '../../test/open-core.ts'
import type { Outcome, TextMessage, TextProvider } from '../provider.ts'
import { careWith } from '../provider-care.ts'
import { type RoundDeps, sendDueTexts } from '../rounds.ts'
import type { TextLanguage } from '../words.ts'
import { never } from './vendor.ts'

export interface TestTexts extends TestCore {
  readonly deps: RoundDeps
  openRoom(phoneNumber: string | undefined, reference?: string, key?: string): Promise<Room>
  /** A room that an agent has entered, so that its text is owed. */
  owe(phoneNumber: string, reference?: string): Promise<Room>
  /** The newest to this number. */
  textTo(phoneNumber: string): Promise<OutboxText | undefined>
  /** One round with a provider that answers this; answers what it was given. */
  round(outcome: Outcome | Error, language?: TextLanguage): Promise<TextMessage[]>
}

export const FOREVER = { noMore: never, giveUp: never }

/** As at a start: nothing is known yet of how the provider does. */
export function depsOf({ core }: TestCore): RoundDeps {
  const { baseUrl } = core.site
  return { ...core, baseUrl, language: 'en', care: careWith(core.clock) }
}

export async function openTestTexts(env: Record<string, string> = {}): Promise<TestTexts> {
  const mint = await openTestCore(env)
  const { core } = mint
  const { store, secrets, random, clock } = core
  const { client } = await addTestClient(mint, 'eight-by-eight')
  const deps: RoundDeps = depsOf(mint)
  const open: TestTexts['openRoom'] = (phoneNumber, callReference = 'ref-12345', requestKey) =>
    store.transaction((records) =>
      openRoom(records, secrets, random, {
        clientRow: client.id,
        organizationId: client.organizationId,
        callReference,
        phoneNumber,
        lifetimeSec: 900,
        requestKey,
        at: clock.now(),
      }),
    )
  return {
    ...mint,
    deps,
    openRoom: open,
    async owe(phoneNumber, reference) {
      const room = await open(phoneNumber, reference)
      await enterRoom(store, room, clock.now())
      return room
    },
    async textTo(phoneNumber) {
      return (await store.outbox.latest(100)).find((one) => one.recipient === phoneNumber)
    },
    async round(outcome, language = 'en') {
      const given: TextMessage[] = []
      await sendDueTexts({ ...depsOf(mint), language }, answering(outcome, given), FOREVER)
      return given
    },
  }
}

/** A provider that is no idempotent one, unless it is said. */
export function answering(
  outcome: Outcome | Error,
  given: TextMessage[],
  isIdempotent = false,
): TextProvider {
  return {
    name: 'test',
    isIdempotent,
    async send(message) {
      given.push(message)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  }
}
