// Every page of the console: a line here and a file that exports `Page`. What has an icon stands in
// the navigation, in this order.
import { IconKey, IconRobot, IconTerminal2 } from '@tabler/icons-react'
import { group, page } from './shell/page.ts'

const newAgent = () => import('./pages/agents/new-agent.tsx')
const agent = () => import('./pages/agents/agent.tsx')
const keys = () => import('./pages/management-keys/management-keys.tsx')
const newKey = () => import('./pages/management-keys/new-management-key.tsx')

export const groups = [
  group(
    'Credentials',
    page(
      '/api-credentials',
      'API Credentials',
      'clients:read',
      () => import('./pages/clients/api-credentials.tsx'),
      IconKey,
    ),
  ),
  group(
    'People and things',
    page('/agents', 'Agents', 'agents:read', () => import('./pages/agents/agents.tsx'), IconRobot),
    page('/agents/new', 'Create an agent', 'agents:write', newAgent),
    page('/agents/$id', 'Agent', 'agents:read', agent),
  ),
  group(
    'Administration',
    page('/management-keys', 'Management keys', 'management-keys:read', keys, IconTerminal2),
    page('/management-keys/new', 'Create a management key', 'management-keys:write', newKey),
  ),
]
