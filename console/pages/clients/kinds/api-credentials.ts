import type { Kind } from './kind.ts'

export const apiCredentials: Kind = {
  slug: 'api-credentials',
  title: 'API Credentials',
  one: 'API credential',
  credential: 'client_secret',
  dialectByDefault: 'vonage',
  dialectsWithPublic: ['standard'],
  lead: 'A client ID and a client secret with which software gets bearer access tokens for APIs.',
  create: 'Create New',
  createTitle: 'Create API Credentials',
  createLead: 'You can edit name and scopes later.',
  save: 'Save API credential',
  saved: 'Copy and save your client ID and secret; you cannot retrieve them later.',
  nameHint: 'A name that describes the credential’s intended use. You can edit this later.',
  idLabel: 'Client ID',
  secretLabel: 'Client secret',
  scopesLabel: 'Scopes',
  scopesHint: 'Which APIs these credentials work with. Add as many as you like; edit them later.',
  emptyTitle: 'No API credentials yet',
  emptyWords:
    'To make calls to an API, software needs a client ID and a client secret. Create them here, ' +
    'choose what they may do, and exchange them for a bearer access token.',
  fields: ['scopes', 'redirect_uris', 'audiences'],
}
