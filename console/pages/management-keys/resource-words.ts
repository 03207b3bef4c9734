import type { Resource } from '../../../server/admin/permissions.ts'

interface ResourceWords {
  readonly title: string
  readonly words: string
}

interface ResourceGroup {
  readonly title: string
  readonly resources: readonly Resource[]
}

/** What each resource is, for who has to decide what a program may do with it. */
export const RESOURCE_WORDS: Readonly<Record<Resource, ResourceWords>> = {
  clients: { title: 'Clients', words: 'API credentials, integrations, apps and API keys' },
  credentials: { title: 'Secrets', words: 'New secrets, rotation, revocation' },
  tokens: { title: 'Tokens', words: 'Explain, introspect and revoke what is presented' },
  users: { title: 'Employees', words: 'People, their roles and invitations' },
  agents: { title: 'Agents', words: 'What embed tokens open, and in which pages' },
  'agent-records': { title: 'Agents’ work', words: 'Calls and results, told and read' },
  plans: { title: 'Plans', words: 'And who may guest manage them' },
  locations: { title: 'Locations', words: 'Workplaces and where they are' },
  availability: { title: 'Availability', words: 'Agents of each skill who can be reached' },
  rooms: { title: 'Rooms and calls', words: 'Look, and end a room' },
  texts: { title: 'Texts', words: 'Look, send again, drop' },
  'text-opt-outs': { title: 'No texts', words: 'Numbers that get none' },
  'text-breaker': { title: 'Breaker of texts', words: 'Stop all texts, and let them go on' },
  'management-keys': { title: 'Management keys', words: 'Other keys such as this one' },
  'audit-events': { title: 'Audit log', words: 'Who did what, and what was refused' },
  overview: { title: 'Overview', words: 'Figures of what was issued and refused' },
  organizations: { title: 'Organizations', words: 'Who is kept apart from whom' },
  scopes: { title: 'Scopes and APIs', words: 'What scopes exist, and their words' },
  'signing-keys': { title: 'Signing keys', words: 'Rotation, and retiring in an emergency' },
  dialects: { title: 'Styles', words: 'Switching off, and lifetimes' },
  regions: { title: 'Regions', words: 'Host names of tokens and APIs' },
  apis: { title: 'APIs', words: 'What the gateway protects, and by which rules' },
  blocks: { title: 'Blocks', words: 'Who guessed too often' },
}

export const RESOURCE_GROUPS: readonly ResourceGroup[] = [
  { title: 'Credentials', resources: ['clients', 'credentials', 'tokens'] },
  {
    title: 'People and things',
    resources: [
      'users',
      'agents',
      'agent-records',
      'plans',
      'locations',
      'availability',
      'rooms',
      'texts',
    ],
  },
  { title: 'Watching', resources: ['audit-events', 'overview', 'blocks'] },
  {
    title: 'Platform',
    resources: [
      'organizations',
      'management-keys',
      'scopes',
      'signing-keys',
      'dialects',
      'regions',
      'apis',
      'text-opt-outs',
      'text-breaker',
    ],
  },
]

export const EVERYTHING = '*'

/** What is the whole platform's, and whether an organization may read it. */
export const PLATFORM: ReadonlyMap<string, boolean> = new Map<Resource, boolean>([
  ['organizations', true],
  ['scopes', true],
  ['signing-keys', true],
  ['dialects', true],
  ['regions', true],
  ['apis', false],
  ['blocks', false],
  ['text-opt-outs', false],
  ['text-breaker', false],
])

/** What nobody changes: it comes about by itself. */
export const UNWRITTEN: readonly Resource[] = ['audit-events', 'overview']
