import type { Kind } from './kind.ts'

export const apps: Kind = {
  slug: 'apps',
  title: 'Apps',
  one: 'App',
  credential: 'key_pair',
  isForOperators: true,
  lead: 'A public and a private key with which an App acts for the users who agreed to it.',
  create: 'Create New',
  createTitle: 'Create an App',
  createLead:
    'Apps cannot be created automatically: an operator makes the key pair and hands it over.',
  save: 'Save App',
  saved: 'Hand both keys over on a safe way. With the private key, others can act as this App.',
  nameHint: 'Users read this name when they are asked whether they agree.',
  idLabel: 'Public key',
  secretLabel: 'Private key',
  scopesLabel: 'Scopes',
  scopesHint: 'The most that it may ask users for. They read the words below, one by one.',
  emptyTitle: 'No App yet',
  emptyWords:
    'An App sends users here to read what it asks for. Those who agree are sent back to its ' +
    'redirect URI with a code, which its key pair turns into a User Token.',
  fields: ['redirect_uris', 'scopes'],
}
