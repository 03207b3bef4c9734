import type { Found } from '../api/search.ts'

interface FoundLink {
  readonly to: string
  readonly title: string
  readonly detail: string
  /** What it is, in words. */
  readonly kind: string
}

/** Where each kind of thing has its page. */
const PLACES: Readonly<Record<Found['kind'], { words: string; to(id: string): string }>> = {
  client: { words: 'Credential', to: (id) => `/clients/${id}` },
  user: { words: 'Employee', to: (id) => `/employees/${id}` },
  agent: { words: 'Agent', to: (id) => `/agents/${id}` },
  room: { words: 'Room', to: (id) => `/rooms/${id}` },
  plan: { words: 'Plan', to: (id) => `/plans/${id}` },
  location: { words: 'Location', to: (id) => `/locations/${id}` },
  api: { words: 'API', to: (id) => `/apis/${id}` },
  organization: { words: 'Organization', to: (id) => `/organizations/${id}` },
  scope: { words: 'Scope', to: () => '/scopes' },
  signing_key: { words: 'Signing key', to: () => '/signing-keys' },
  management_key: { words: 'Management key', to: () => '/management-keys' },
}

export function foundLink({ kind, id, title, detail }: Found): FoundLink | undefined {
  const place = PLACES[kind]
  if (place === undefined) return undefined
  return { to: place.to(encodeURIComponent(id)), title, detail, kind: place.words }
}
