// Who may import whom. A row names a folder or root file of `server/` and what it may import from
// there; what it does not name is refused. Tests are free.

export interface Layer {
  readonly may: readonly string[]
  /** Folders of which only types may be imported: they are gone when the program runs. */
  readonly typesOf?: readonly string[]
}

const CORE = ['protocol', 'store', 'credentials', 'http', 'resources', 'tokens', 'grants']
const ABOVE_CORE = [...CORE, 'dialects', 'audit']
const EVERYTHING = [...ABOVE_CORE, 'endpoints', 'gateway', 'pages', 'admin', 'config.ts']

export const LAYERS: Readonly<Record<string, Layer>> = {
  protocol: { may: [] },
  store: { may: ['protocol'] },
  credentials: { may: ['protocol'] },
  http: { may: ['protocol'] },
  resources: { may: ['protocol', 'store'] },
  tokens: { may: ['protocol', 'store', 'credentials'] },
  // Not tokens: a grant cannot mint.
  grants: { may: ['protocol', 'store', 'credentials', 'resources'] },
  // Nothing else: a dialect cannot decide.
  dialects: { may: ['protocol'], typesOf: ['http'] },
  audit: { may: ['protocol', 'store'] },
  endpoints: { may: ABOVE_CORE },
  gateway: { may: ABOVE_CORE },
  pages: { may: ABOVE_CORE },
  admin: { may: ABOVE_CORE },
  'config.ts': { may: ['protocol'] },
  'app.ts': { may: EVERYTHING },
  'main.ts': { may: ['app.ts', 'config.ts'] },
  cli: { may: ['protocol', 'app.ts', 'config.ts'] },
}

/** The only files of `server/dialects/` that the rest of the server may import. */
export const DIALECTS_OPEN = ['server/dialects/contract.ts', 'server/dialects/index.ts']

/** Programs that speak to the server over HTTP: its types, and nothing of it at run time. */
export const OUTSIDE = ['client', 'embed', 'console']
