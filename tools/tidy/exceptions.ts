// Where a rule is wrong for one place. Each exception says why; one that excuses nothing is itself
// a finding, so that this list only holds what is true today.

export interface Exception {
  readonly rule: string
  /** A file, or a folder with a slash at its end. */
  readonly path: string
  /** What is excused there: an identifier, a word, an import. Everything, when absent. */
  readonly subject?: string
  readonly reason: string
}

const KEY_PAIR = "A signing key is a key pair in the field's own sense, not a client's credential."

const LEASE_WIRE = 'The wire’s own name of a limit, as the guide for embedded agents promises.'

const WEBAUTHN = 'WebAuthn’s own members (§5.2), as every browser sends them.'

export const exceptions: readonly Exception[] = [
  {
    rule: 'no-default-export',
    path: 'tools/test/outcome-reporter.ts',
    reason: 'The test runner takes a reporter as the default export of its file.',
  },
  {
    rule: 'banned-words',
    path: 'server/admin/agent-lease.ts',
    subject: 'session',
    reason: LEASE_WIRE,
  },
  {
    rule: 'no-leftovers',
    path: 'tools/tidy/',
    reason: 'The rule and its test name the words that they look for.',
  },
  {
    rule: 'no-machine-paths',
    path: 'tools/tidy/',
    reason: 'The test of the rule shows the paths that it refuses.',
  },
  { rule: 'banned-words', path: 'server/tokens/', subject: 'private key', reason: KEY_PAIR },
  { rule: 'banned-words', path: 'server/tokens/', subject: 'public key', reason: KEY_PAIR },
  { rule: 'banned-words', path: 'server/store/', subject: 'private key', reason: KEY_PAIR },
  {
    rule: 'banned-words',
    path: 'server/protocol/token-style.ts',
    subject: 'public key',
    reason: KEY_PAIR,
  },
  {
    rule: 'vendor-words',
    path: 'server/texts/providers/',
    reason: 'Who sends texts is a product; each has a file that is named for it.',
  },
  {
    rule: 'vendor-words',
    path: 'server/settings.ts',
    reason: 'Settings of a provider are told in the words that its own console uses.',
  },
  {
    rule: 'banned-words',
    path: 'server/texts/providers/webhook.ts',
    subject: 'data',
    reason: 'The member of an event that holds its subject, by Standard Webhooks.',
  },
  {
    rule: 'banned-words',
    path: 'server/texts/inbound.ts',
    subject: 'data',
    reason: 'The member of an event that holds its subject, by Standard Webhooks.',
  },
  {
    rule: 'vendor-words',
    path: 'server/gateway/forward-auth/modes/',
    reason: 'A proxy is a product; each has a file that is named for it, and one shares a name.',
  },
  {
    rule: 'vendor-words',
    path: 'server/dev/',
    reason: 'The demo platform has a client of every style, by the names that demo.json promises.',
  },
  {
    rule: 'banned-words',
    path: 'server/dev/demo-facts.ts',
    reason: 'The names of demo.json are a contract with the programs that read it.',
  },
  {
    rule: 'banned-words',
    path: 'server/dev/demo.ts',
    reason: 'The names of demo.json are a contract with the programs that read it.',
  },
  {
    rule: 'line-length',
    path: 'server/dev/banner.ts',
    reason: 'A curl line is pasted whole; broken up it could not be read beside what is printed.',
  },
  {
    rule: 'banned-words',
    path: 'server/app.ts',
    subject: 'app',
    reason: 'The composition root is called the application, as in Fastify’s own words.',
  },
  {
    rule: 'banned-words',
    path: 'server/',
    subject: 'createApp',
    reason: 'The composition root is called the application, as in Fastify’s own words.',
  },
  {
    rule: 'banned-words',
    path: 'server/',
    subject: 'AppOptions',
    reason: 'The composition root is called the application, as in Fastify’s own words.',
  },
  {
    rule: 'banned-words',
    path: 'server/admin/page.ts',
    subject: 'data',
    reason: 'A page of the management API is { data, next_cursor }: a contract with its clients.',
  },
  {
    rule: 'banned-words',
    path: 'server/admin/plans.ts',
    subject: 'plan_key',
    reason: 'The field is called as its readers know it from the documentation that they follow.',
  },
  {
    rule: 'banned-words',
    path: 'server/cli/command.ts',
    subject: 'data',
    reason: 'It reads the pages of the management API.',
  },
  {
    rule: 'banned-words',
    path: 'server/admin/openapi.ts',
    subject: 'info',
    reason: 'OpenAPI’s own member (§4.8.1).',
  },
  { rule: 'banned-words', path: 'server/credentials/passkey-answers.ts', reason: WEBAUTHN },
  {
    rule: 'banned-words',
    path: 'server/credentials/passkeys.ts',
    subject: 'publicKey',
    reason: 'A passkey is a key pair in the field’s own sense, not a client’s credential.',
  },
  {
    rule: 'erasable-syntax',
    path: 'embed/react.ts',
    reason: 'React’s own place for the types of elements; nothing of it is left when it runs.',
  },
  {
    rule: 'file-size',
    path: 'server/pages/messages/',
    reason:
      'A language is one file, which a translator reads from its top to its end; it is all texts.',
  },
  {
    rule: 'file-size',
    path: 'client/management/operations/',
    reason: 'Generated: a kind of thing is one file, however much the API says of it.',
  },
]
