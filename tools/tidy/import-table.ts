// Who may import whom. A row names a folder or root file of `server/` and what it may import from
// there; what it does not name is refused. Tests are free.

export interface Layer {
  readonly may: readonly string[]
  /** Folders of which only types may be imported: they are gone when the program runs. */
  readonly typesOf?: readonly string[]
}

const CORE = ['protocol', 'store', 'credentials', 'http', 'resources', 'texts', 'tokens', 'grants']
const ABOVE_CORE = [...CORE, 'dialects', 'audit']
const ROOT = ['config.ts', 'settings.ts', 'setting-kinds.ts', 'core.ts']
const DOORS = ['endpoints', 'gateway', 'pages', 'admin', 'console', 'embeds']
const EVERYTHING = [...ABOVE_CORE, 'live', 'conference', ...DOORS, ...ROOT]

/** Root files that make something of the settings. */
const OPENED = ['master-key.ts', 'brand.ts', 'room-engine.ts', 'configured-apis.ts']

export const LAYERS: Readonly<Record<string, Layer>> = {
  protocol: { may: [] },
  store: { may: ['protocol'] },
  // Whether a secret is right is a question to the store.
  credentials: { may: ['protocol', 'store'] },
  http: { may: ['protocol'] },
  // Guest links and resource keys are derived secrets.
  resources: { may: ['protocol', 'store', 'credentials'] },
  // What becomes of a text is written down with the change; replies come in over HTTP.
  texts: { may: ['protocol', 'store', 'credentials', 'http', 'resources', 'audit'] },
  tokens: { may: ['protocol', 'store', 'credentials'] },
  // Who may enter is a question to tickets and seats, not to an engine.
  conference: { may: ['protocol', 'store', 'credentials', 'http', 'resources', 'audit'] },
  // Not tokens: a grant cannot mint.
  grants: { may: ['protocol', 'store', 'credentials', 'resources', 'texts'] },
  // Nothing else: a dialect cannot decide.
  dialects: { may: ['protocol'], typesOf: ['http'] },
  // What of the rules, the site and the gateway changes while the server serves.
  live: { may: ['protocol', 'store', 'gateway'], typesOf: ['grants'] },
  audit: { may: ['protocol', 'store'] },
  endpoints: { may: ABOVE_CORE },
  gateway: { may: ABOVE_CORE },
  // A page drives the authorization endpoint; it decides nothing itself.
  pages: { may: [...ABOVE_CORE, 'endpoints', 'conference'] },
  // What explains a refusal asks the gateway's own checks.
  admin: { may: [...ABOVE_CORE, 'gateway', 'live', 'conference'], typesOf: ['core.ts'] },
  // It answers with files, and with one page where there are none.
  console: { may: ['protocol', 'http', 'pages'] },
  // What other companies' pages fetch and show.
  embeds: { may: [...ABOVE_CORE, 'pages'] },
  'setting-kinds.ts': { may: [] },
  'settings.ts': { may: ['setting-kinds.ts', 'protocol', 'dialects', 'texts'] },
  'config.ts': { may: ['settings.ts'] },
  'master-key.ts': { may: ['config.ts', 'credentials'] },
  'room-engine.ts': { may: ['config.ts', 'conference', 'protocol'] },
  'configured-apis.ts': { may: ['config.ts', 'gateway', 'protocol'] },
  'brand.ts': { may: ['config.ts', 'protocol'] },
  // Everything below HTTP, put together; it takes the shape of the rules that endpoints read.
  'core.ts': {
    may: [...ABOVE_CORE, 'live', 'conference', ...OPENED, 'config.ts'],
    typesOf: ['endpoints'],
  },
  'schedule.ts': { may: ['core.ts', 'texts', 'store', 'conference'] },
  dev: { may: EVERYTHING },
  'app.ts': { may: EVERYTHING },
  'main.ts': { may: [...EVERYTHING, 'app.ts', 'schedule.ts', 'dev'] },
  // A command is a program of its own: it opens the core, or looks at each part as doctor does.
  cli: { may: [...EVERYTHING, 'app.ts', 'main.ts', 'master-key.ts', 'configured-apis.ts', 'dev'] },
}

/** The only files of `server/dialects/` that the rest of the server may import. */
export const DIALECTS_OPEN = ['server/dialects/contract.ts', 'server/dialects/index.ts']

/** Programs that speak to the server over HTTP: its types, and nothing of it at run time. */
export const OUTSIDE = ['client', 'embed', 'room', 'console']
