import type { Client, ClientTerms, NewClient } from '../../../api/clients.ts'
import type { Dialect } from '../../../api/dialects.ts'
import type { Field, Kind } from '../kinds/kind.ts'

/** The form's values: what may be said of a client, and what only its making decides. */
export interface Terms extends ClientTerms {
  readonly dialect: string
  readonly isPublic: boolean
  readonly organization: number | undefined
  readonly expires_in_seconds: number | null
}

export const TERM_NAMES = [
  'name',
  'scopes',
  'redirect_uris',
  'audiences',
  'displayed',
  'access_token_lifetime_seconds',
  'allowed_ips',
  'allowed_origins',
  'allowed_agents',
] as const satisfies readonly (keyof ClientTerms)[]

export function freshTerms(
  kind: Kind,
  dialects: readonly Dialect[],
  organization: number | undefined,
): Terms {
  const wanted = dialects.find(({ name }) => name === kind.dialectByDefault) ?? dialects[0]
  return {
    dialect: wanted?.name ?? '',
    isPublic: false,
    organization,
    expires_in_seconds: null,
    name: '',
    scopes: [],
    redirect_uris: [],
    audiences: [],
    displayed: false,
    access_token_lifetime_seconds: null,
    allowed_ips: [],
    allowed_origins: [],
    allowed_agents: [],
  }
}

export function termsOf(client: Client): Terms {
  const isPublic = client.token_endpoint_auth_method === 'none'
  return {
    ...client,
    isPublic,
    organization: client.organization_id,
    expires_in_seconds: null,
  }
}

/** They say where codes and the tokens for them go. */
const OF_CODES: ReadonlySet<Field> = new Set(['redirect_uris', 'audiences'])

/** Which fields there are: what the page shows of what the style can use. */
export function fieldsOf(kind: Kind, dialect: Dialect | undefined): ReadonlySet<Field> {
  const hasCodes = dialect?.grants.includes('authorization_code') ?? false
  return new Set(kind.fields.filter((field) => hasCodes || !OF_CODES.has(field)))
}

/** Only what the form showed is sent: a field that somebody left for another style is not meant. */
export function newClientOf(terms: Terms, fields: ReadonlySet<Field>): NewClient {
  const of = <Name extends Field & keyof ClientTerms>(name: Name) =>
    fields.has(name) ? { [name]: terms[name] } : {}
  return {
    dialect: terms.dialect,
    name: terms.name,
    ...of('scopes'),
    ...of('redirect_uris'),
    ...of('audiences'),
    ...of('displayed'),
    ...of('allowed_origins'),
    ...of('allowed_agents'),
    allowed_ips: terms.allowed_ips,
    access_token_lifetime_seconds: terms.access_token_lifetime_seconds,
    ...(terms.isPublic ? {} : { expires_in_seconds: terms.expires_in_seconds }),
    ...(terms.isPublic ? { token_endpoint_auth_method: 'none' as const } : {}),
    ...(terms.organization === undefined ? {} : { organization_id: terms.organization }),
  }
}

/** Only what may be changed, of a client as of a form. */
export function changeable(terms: ClientTerms): ClientTerms {
  const { name, scopes, redirect_uris, audiences, displayed } = terms
  const { access_token_lifetime_seconds, allowed_ips, allowed_origins, allowed_agents } = terms
  return {
    name,
    scopes,
    redirect_uris,
    audiences,
    displayed,
    access_token_lifetime_seconds,
    allowed_ips,
    allowed_origins,
    allowed_agents,
  }
}

/** A form as its fields see it. */
export interface Form {
  readonly values: Terms
  readonly errors: Readonly<Record<string, string>>
  set(part: Partial<Terms>): void
}

/** One field for the pieces that take a value and say the next. */
export function bound<Name extends keyof Terms>({ values, errors, set }: Form, name: Name) {
  return {
    value: values[name],
    error: errors[name],
    onChange: (next: Terms[Name]) => set({ [name]: next }),
  }
}
