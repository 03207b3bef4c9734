import { isoTime } from '../../protocol/clock.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import type { Employee, Location, Page, PageRequest } from '../../protocol/resource-operations.ts'
import { json, type WireRequest } from '../../protocol/wire.ts'
import type {
  Requirement,
  ResourceEndpoint,
  ResourceEndpointOf,
  ResourceKind,
} from '../contract.ts'

const PER_PAGE = 25
const PER_PAGE_MAX = 100

/** `/v1` takes a Client API Key or a token, the legacy `/v3` a token only. */
const ANY: readonly ResourceKind[] = ['access_token', 'client_key']
const TOKEN_ONLY: readonly ResourceKind[] = ['access_token']
const LOCATIONS: Requirement = { scopes: ['locations.read'] }

const locationList: Omit<ResourceEndpointOf<'locations.list'>, 'path' | 'opens'> = {
  operation: 'locations.list',
  method: 'GET',
  requires: LOCATIONS,
  read: readPage,
  write: (page) => json(200, writePage(page, location)),
}

const locationOne: Omit<ResourceEndpointOf<'locations.read'>, 'path' | 'opens'> = {
  operation: 'locations.read',
  method: 'GET',
  requires: LOCATIONS,
  read: ({ params }) => ({ id: integer(params.id) }),
  write: (one) => json(200, { data: location(one), meta: {} }),
}

const nowhere: Omit<ResourceEndpointOf<'nowhere'>, 'path' | 'opens'> = {
  operation: 'nowhere',
  method: 'GET',
  requires: { noScopeBecause: 'there is nothing behind it but a 404' },
  read: () => undefined,
  write: (never) => never,
}

export const resources: readonly ResourceEndpoint[] = [
  { ...locationList, path: '/v1/locations', aliases: ['/rest/v1/locations'], opens: ANY },
  { ...locationOne, path: '/v1/locations/:id', aliases: ['/rest/v1/locations/:id'], opens: ANY },
  {
    operation: 'employees.list',
    method: 'GET',
    path: '/v1/employees',
    aliases: ['/rest/v1/employees'],
    requires: { scopes: ['employees.read'] },
    opens: ANY,
    read: readPage,
    write: (page) => json(200, writePage(page, employee)),
  },
  { ...nowhere, path: '/v1/*', opens: ANY },
  { ...locationList, path: '/v3/locations', opens: TOKEN_ONLY },
  { ...locationOne, path: '/v3/locations/:id', opens: TOKEN_ONLY },
  { ...nowhere, path: '/v3/*', opens: TOKEN_ONLY },
]

function readPage({ query }: WireRequest): PageRequest {
  return {
    page: numberField(query, 'page', 1, Number.MAX_SAFE_INTEGER / PER_PAGE_MAX),
    perPage: numberField(query, 'perPage', PER_PAGE, PER_PAGE_MAX),
  }
}

function numberField(
  query: WireRequest['query'],
  parameter: string,
  absent: number,
  most: number,
): number {
  const text = textField(query, parameter)
  if (text === undefined) return absent
  const value = integer(text)
  if (value < 1 || value > most) throw new ProtocolError('parameter_malformed', { parameter })
  return value
}

function integer(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0
}

function writePage<T>(page: Page<T>, entry: (item: T) => unknown): unknown {
  const { page: number, perPage, total } = page
  return { data: page.items.map(entry), meta: { page: number, perPage, total } }
}

function location(one: Location): unknown {
  return {
    id: String(one.id),
    name: one.name,
    enabled: one.isEnabled,
    companyId: String(one.organizationId),
    locale: one.locale,
    logoUrl: null,
    timezone: one.timezone,
    capacityLimit: one.capacityLimit ?? null,
    createdAt: isoTime(one.createdAt),
    updatedAt: isoTime(one.updatedAt),
    address: {
      line1: one.address.line1,
      line2: null,
      city: one.address.city,
      state: one.address.state,
      postalCode: one.address.postalCode,
      country: one.address.country,
      latitude: null,
      longitude: null,
    },
  }
}

function employee(one: Employee): unknown {
  return {
    id: one.id,
    name: one.name,
    email: one.email,
    roles: one.roles,
    active: one.isActive,
  }
}
