import { parseCredential } from '../credentials/format.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection, Presented } from '../protocol/introspection.ts'
import { header, type WireRequest } from '../protocol/wire.ts'
import { isLeasedTo } from '../resources/lease.ts'
import type { Records } from '../store/records.ts'

/**
 * The fields that let the page which asks read the answer; none where no page asks, or where the
 * token is no agent's. A page says its origin itself and cannot lie about it. Throws
 * `origin_forbidden`, without a field that would open even the refusal.
 */
export async function admitOrigin(
  { agents, leases }: Pick<Records, 'agents' | 'leases'>,
  caller: Introspection,
  request: WireRequest,
): Promise<Readonly<Record<string, string>>> {
  const origin = header(request, 'origin')
  if (origin === undefined || caller.bound?.kind !== 'agent') return {}
  const agent = await agents.load(caller.bound.id)
  const { familyId } = caller
  const lease = familyId === undefined ? undefined : await leases.load(familyId)
  if (agent === undefined || !isLeasedTo(origin, agent, caller.client, lease)) {
    throw new ProtocolError('origin_forbidden', {
      detail: `agent ${caller.bound.id} is not open to pages of ${shown(origin)}`,
    })
  }
  return { 'access-control-allow-origin': origin, vary: 'Origin' }
}

/** Kinds of secret that a program keeps; what a page is given instead are tokens. */
const KEPT_BY_PROGRAMS: readonly string[] = ['ak', 'cs', 'sk', 'mk']

/**
 * Only browsers say where a page comes from, and whoever reads the page reads its key. Right and
 * wrong keys are told so alike, before one is tried. Throws `key_in_browser`.
 */
export function demandNoKeyFromPage(bears: readonly Presented[], request: WireRequest): void {
  if (header(request, 'origin') === undefined || !bears.some(isKey)) return
  throw new ProtocolError('key_in_browser', {
    detail: 'a key was sent by a page; whoever sees the page has it now',
  })
}

function isKey(one: Presented): boolean {
  if (one.kind === 'bearer') {
    return KEPT_BY_PROGRAMS.includes(parseCredential(one.token)?.kind ?? '')
  }
  return one.kind === 'client_key' || one.kind === 'composite'
}

const SHOWN_CHARACTERS_MAX = 100

/** A stranger wrote it. */
function shown(origin: string): string {
  return origin.slice(0, SHOWN_CHARACTERS_MAX).replaceAll(/[^\x21-\x7e]/g, '?')
}
