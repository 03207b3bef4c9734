import { ProtocolError } from '../protocol/errors.ts'
import { readPhoneNumber, readReference } from '../resources/room-wish.ts'
import { guestCodeOf, openRoom } from '../resources/rooms.ts'
import { demandRoomText, takeRoomText } from '../texts/room-text.ts'
import { type Grant, type GrantRequest, optionalTextParameter } from './contract.ts'

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
    const callReference = readReference(request.parameters.call_reference)
    const { phone_number: phoneText } = request.parameters
    const phone = phoneText === undefined ? undefined : await readPhoneNumber(phoneText)
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
    const { secrets, rules } = deps
    const wanted = { secrets, caps: rules.textCaps, text, requestKey }
    await demandRoomText(deps.records, wanted)
    return deps.decide(async (records) => {
      await takeRoomText(records, wanted)
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

function flagParameter(request: GrantRequest, parameter: string): boolean {
  const value = request.parameters[parameter]
  if (value === undefined || value === null) return false
  if (typeof value === 'boolean') return value
  throw new ProtocolError('parameter_malformed', {
    parameter,
    description: `${parameter} must be a boolean.`,
  })
}
