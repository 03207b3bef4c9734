const THINGS: Readonly<Record<string, string>> = {
  agents: 'Agent',
  'agent-records': 'Agents’ work',
  apis: 'API',
  'audit-events': 'Audit log',
  availability: 'Skill',
  blocks: 'Block',
  clients: 'Client',
  credentials: 'Credential',
  dialects: 'Style',
  locations: 'Location',
  'management-keys': 'Management key',
  organizations: 'Organization',
  overview: 'Overview',
  plans: 'Plan',
  regions: 'Region',
  rooms: 'Room',
  scopes: 'Scope',
  'signing-keys': 'Signing key',
  texts: 'Text',
  'text-breaker': 'Breaker of texts',
  'text-opt-outs': 'Number without texts',
  tokens: 'Token',
  users: 'User',
}

const ACTS: Readonly<Record<string, string>> = {
  create: 'created',
  kick: 'frame ended',
  kick_all: 'all frames ended',
  frames: 'frames listed',
  post_call: 'call told of',
  post_result: 'result told of',
  calls: 'calls listed',
  results: 'results listed',
  change: 'changed',
  delete: 'deleted',
  explain: 'inspected',
  introspect: 'introspected',
  drop: 'dropped',
  lift: 'lifted',
  list: 'listed',
  open: 'opened',
  put: 'changed',
  read: 'looked at',
  reset: 'reset',
  retire: 'retired',
  retry: 'sent again',
  revoke: 'revoked',
  rotate: 'rotated',
  export: 'exported',
  invite: 'invited',
  finish: 'finished',
  'finish-rotation': 'rotation finished',
  'roll-back': 'rotation rolled back',
}

const WHOLE: Readonly<Record<string, string>> = {
  agent_sign_in: 'Agent signed in',
  'frame.open': 'Frame opened',
  sign_in: 'Signed in',
  'sign_in.end': 'Signed out',
  'sign_in.second_factor': 'Second factor',
  'password.change': 'Password changed',
  'account.invitation': 'Invitation taken',
  'account.setup': 'First operator made',
  'account.link': 'One-time link',
  'authorization.consent': 'Access agreed to',
  'authorization.take_back': 'Access taken back',
  'text.send': 'Text to a guest',
  'text.start': 'Texts wanted again',
  'text.stop': 'Texts refused by reply',
  'token.not_read': 'Token request that cannot be read',
}

/** What was done, as people say it. The action's own name stands beside it. */
export function actionWords(action: string): string {
  const whole = WHOLE[action]
  if (whole !== undefined) return whole
  const [area = '', thing = '', act = ''] = action.split('.')
  if (area === 'admin') return `${THINGS[thing] ?? said(thing)} ${ACTS[act] ?? said(act)}`
  if (area === 'token') return `Token by ${said(thing)}`
  if (area === 'resource') return `API ${said(thing)}`
  return `${said(area)} ${said(thing)}`.trim()
}

function said(name: string): string {
  return name.replaceAll(/[_-]/g, ' ')
}

/** What the filter offers; the API takes an action, or how it begins. */
export const ACTIONS = [
  { value: 'token.', label: 'Tokens' },
  { value: 'resource.', label: 'APIs behind the gateway' },
  { value: 'sign_in', label: 'Sign-ins' },
  { value: 'agent_sign_in', label: 'Agents’ sign-ins' },
  { value: 'authorization.', label: 'What users agreed to' },
  { value: 'account.', label: 'Accounts' },
  { value: 'text.', label: 'Texts to guests' },
  { value: 'admin.', label: 'Everything managed' },
  { value: 'admin.clients.', label: 'Clients managed' },
  { value: 'admin.credentials.', label: 'Credentials managed' },
  { value: 'admin.users.', label: 'Users managed' },
  { value: 'admin.signing-keys.', label: 'Signing keys managed' },
  { value: 'admin.tokens.', label: 'Tokens inspected and revoked' },
] as const
