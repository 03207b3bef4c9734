import type { Kind } from './kind.ts'

export const apiKeys: Kind = {
  slug: 'api-keys',
  title: 'API Keys',
  one: 'API key',
  credential: 'api_key',
  lead: 'One text that proves which server asks. It opens agents and rooms; keep it out of pages.',
  create: 'Create API key',
  createTitle: 'Create an API key',
  createLead: 'Name it for the server that will hold it, one key for each.',
  save: 'Save API key',
  saved: 'Store your API key securely; never expose it in client-side code.',
  nameHint: 'Where it will be used, such as “Support portal, production”.',
  idLabel: 'Key ID',
  secretLabel: 'API key',
  scopesLabel: 'Scopes',
  scopesHint: '',
  emptyTitle: 'No API key yet',
  emptyWords:
    'Your server sends an API key to get tokens for embedding an agent or opening a room. Create ' +
    'one for each server, so that you can end one without the others.',
  fields: ['allowed_agents', 'allowed_origins'],
}
