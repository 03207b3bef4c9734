import type { Kind } from './kind.ts'

export const integrations: Kind = {
  slug: 'integrations',
  title: 'Integrations',
  one: 'integration',
  credential: 'client_secret',
  dialects: ['envoy'],
  lead: 'Private apps of your company: their credentials, API scopes and Client API Key.',
  create: 'Create New',
  createTitle: 'Create an integration',
  createLead: 'It gets a client ID, a client secret and a Client API Key.',
  save: 'Save Integration',
  saved: 'Save the client ID, the secret and the Client API Key now; nobody can show them again.',
  nameHint: 'What people will know your integration by.',
  idLabel: 'Client ID',
  secretLabel: 'Client secret',
  scopesLabel: 'API Scopes',
  scopesHint: 'What it may read and change, such as locations.read.',
  displayedLabel: 'Is the integration ready to be displayed?',
  emptyTitle: 'No integration yet',
  emptyWords:
    'An integration gives a private app of yours access to the API. Create one here, give an ' +
    'employee the role Global Admin, and exchange both for an access token.',
  fields: ['scopes', 'displayed', 'redirect_uris'],
}
