import { ProtocolError } from '../protocol/errors.ts'
import { type PhoneNumber, parsePhoneNumber } from '../resources/phone-number.ts'
import { guestCodeOf, loadOpened, openRoom } from '../resources/rooms.ts'
import type { Records } from '../store/records.ts'
import { demandTextAllowed, giveTextBack, type TextWish, takeText } from '../texts/caps.ts'
import { type Grant, type GrantDeps, type GrantRequest, optionalTextParameter } from './contract.ts'

const REFERENCE_CHARACTERS_MIN = 8
const REFERENCE_CHARACTERS_MAX = 20
const LENGTHS = `${REFERENCE_CHARACTERS_MIN} to ${REFERENCE_CHARACTERS_MAX}`
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u

/**
 * An API key mints an agent's token and, if asked, opens the room that the agent will enter. All
 * forms are checked before anything is written; the room is the one thing that is.
 */
export const agentRoom: Grant = {
  type: 'agent_room',
  clientAuthentication: 'confidential',
  scopePolicy: 'requested',
  parameters: ['create_room', 'phone_number', 'call_reference', 'request_key'],
  async authorize(request, client, deps) {
    const wantsRoom = flagParameter(request, 'create_room')
    const callReference = referenceParameter(request)
    const phone = await phoneParameter(request)
    const requestKey = optionalTextParameter(request, 'request_key')
    const base = {
      ...client,
      grantType: 'agent_room',
      subject: undefined,
      scope: request.scope,
      audience: [],
      family: undefined,
      pairId: undefined,
      minting: 'access',
      bound: undefined,
      room: undefined,
    } as const
    if (!wantsRoom && callReference === undefined && phone === undefined) return base
    const clientRow = client.client.id
    const text = wantsRoom && phone !== undefined ? { phone, clientRow, at: deps.now } : undefined
    if (text !== undefined && !(await isOpen(deps.records, text, requestKey))) {
      await demandTextAllowed(deps.records, deps.secrets, deps.rules.textCaps, text)
    }
    return deps.decide(async (records) => {
      if (text !== undefined) await takeTextOnce(records, deps, text, requestKey)
      const room = await openRoom(records, deps.secrets, deps.random, {
        clientRow,
        organizationId: client.client.organizationId,
        callReference,
        phoneNumber: phone?.e164,
        lifetimeSec: wantsRoom ? deps.rules.roomLifetimeSec : undefined,
        requestKey,
        at: deps.now,
      })
      const opened = {
        reference: room.callReference,
        guestCode: guestCodeOf(deps.secrets, room.id),
      }
      return {
        ...base,
        bound: { kind: 'room', id: room.id },
        room: room.guestHash === undefined ? undefined : opened,
      }
    })
  },
}

/**
 * A request that is sent again asks for no second text: its room is there. It is looked for again
 * whenever another request may have been waited for, which may have been the same one.
 */
async function takeTextOnce(
  records: Records,
  { secrets, rules }: GrantDeps,
  text: TextWish,
  requestKey: string | undefined,
): Promise<void> {
  const isOpened = () => isOpen(records, text, requestKey)
  if (await isOpened()) return
  try {
    await takeText(records, secrets, rules.textCaps, text)
  } catch (thrown) {
    if (await isOpened()) return
    throw thrown
  }
  if (await isOpened()) await giveTextBack(records, secrets, rules.textCaps, text)
}

async function isOpen(
  records: Records,
  { clientRow }: TextWish,
  requestKey: string | undefined,
): Promise<boolean> {
  return (await loadOpened(records, { clientRow, requestKey })) !== undefined
}

function flagParameter(request: GrantRequest, parameter: string): boolean {
  const value = request.parameters[parameter]
  if (value === undefined || value === null) return false
  if (typeof value === 'boolean') return value
  throw new ProtocolError('parameter_malformed', {
    parameter,
    description: `${parameter} must be a boolean.`,
  })
}

function referenceParameter(request: GrantRequest): string | undefined {
  const parameter = 'call_reference'
  const value = request.parameters[parameter]
  if (value === undefined || value === null) return undefined
  const length = typeof value === 'string' ? [...value].length : 0
  if (
    typeof value !== 'string' ||
    length < REFERENCE_CHARACTERS_MIN ||
    length > REFERENCE_CHARACTERS_MAX ||
    UNPRINTABLE.test(value)
  ) {
    throw new ProtocolError('parameter_malformed', {
      parameter,
      description: `${parameter} must be a string of ${LENGTHS} printable characters.`,
    })
  }
  return value
}

async function phoneParameter(request: GrantRequest): Promise<PhoneNumber | undefined> {
  const value = request.parameters.phone_number
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' ? await parsePhoneNumber(value) : undefined
  if (number === undefined)
    throw new ProtocolError('phone_number_malformed', { parameter: 'phone_number' })
  return number
}
