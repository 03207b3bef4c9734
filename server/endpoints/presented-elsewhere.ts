import type { Dialect, TokenCareRequest } from '../dialects/contract.ts'
import { absentIfRefused, ProtocolError } from '../protocol/errors.ts'
import type { Introspection, Presented } from '../protocol/introspection.ts'
import { CREDENTIAL_HEADERS, type CredentialHeader } from '../protocol/presented.ts'
import type { WireRequest } from '../protocol/wire.ts'

const IP = /^[0-9a-fA-F:.]{2,45}$/

export interface PresentedDeps {
  readonly dialects: readonly Dialect[]
  isOn(dialect: string): boolean
  introspectPresented(presented: Presented, dialect: string, ip: string): Promise<Introspection>
}

/**
 * What a header of a request to a resource server bore, read by each style as its own routes would.
 * Nothing where no style finds a live credential in it.
 */
export async function findPresented(
  deps: PresentedDeps,
  asked: TokenCareRequest & { readonly token: string },
  request: WireRequest,
): Promise<Introspection | undefined> {
  const name = readHeaderName(asked.header)
  const ip = readAddress(asked.address) ?? request.ip
  const value = name === 'authorization' ? `Bearer ${asked.token}` : asked.token
  const seen: WireRequest = { ...request, query: {}, headers: { [name]: value }, ip }
  for (const dialect of deps.dialects) {
    if (!deps.isOn(dialect.name)) continue
    for (const presented of dialect.presented(seen)) {
      if (presented.kind === 'malformed') continue
      const found = await deps
        .introspectPresented(presented, dialect.name, ip)
        .catch(absentIfRefused)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function readHeaderName(given: unknown): CredentialHeader {
  if (given === undefined || given === '') return 'authorization'
  const found = CREDENTIAL_HEADERS.find((one) => one === given)
  if (found === undefined) throw new ProtocolError('parameter_malformed', { parameter: 'header' })
  return found
}

function readAddress(given: unknown): string | undefined {
  if (given === undefined || given === '') return undefined
  if (typeof given !== 'string' || !IP.test(given)) {
    throw new ProtocolError('parameter_malformed', { parameter: 'client_address' })
  }
  return given
}
