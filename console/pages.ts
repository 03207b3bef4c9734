// Every page of the console: a line here and a file that exports `Page`. What has an icon stands in
// the navigation, in this order.
import {
  IconApps,
  IconBuilding,
  IconChartBar,
  IconHeadset,
  IconKey,
  IconListDetails,
  IconLockCode,
  IconMapPin,
  IconMessage,
  IconPalette,
  IconPlugConnected,
  IconRobot,
  IconRouteAltLeft,
  IconShieldCheck,
  IconSignature,
  IconStack2,
  IconTags,
  IconTerminal2,
  IconUsers,
  IconVideo,
  IconWorld,
  IconZoomScan,
} from '@tabler/icons-react'
import { group, page } from './shell/page.ts'

const clients = () => import('./pages/clients/list.tsx')
const newClient = () => import('./pages/clients/new.tsx')
const client = () => import('./pages/clients/one.tsx')
const foundClient = () => import('./pages/clients/found.tsx')
const overview = () => import('./pages/overview/page.tsx')
const auditLog = () => import('./pages/audit/page.tsx')
const inspector = () => import('./pages/inspector/page.tsx')
const newAgent = () => import('./pages/agents/new-agent.tsx')
const agent = () => import('./pages/agents/agent.tsx')
const scopes = () => import('./pages/scopes/scopes.tsx')
const styles = () => import('./pages/styles/styles.tsx')
const style = () => import('./pages/styles/style.tsx')
const signingKeys = () => import('./pages/signing-keys/page.tsx')
const regions = () => import('./pages/regions/regions.tsx')
const blocks = () => import('./pages/blocks/blocks.tsx')
const apis = () => import('./pages/apis/apis.tsx')
const newApi = () => import('./pages/apis/new-api.tsx')
const api = () => import('./pages/apis/api.tsx')
const newEmployee = () => import('./pages/employees/new-employee.tsx')
const employee = () => import('./pages/employees/employee.tsx')
const locations = () => import('./pages/locations/locations.tsx')
const newLocation = () => import('./pages/locations/new-location.tsx')
const location = () => import('./pages/locations/location.tsx')
const availability = () => import('./pages/availability/availability.tsx')
const organizations = () => import('./pages/organizations/organizations.tsx')
const newOrganization = () => import('./pages/organizations/new-organization.tsx')
const organization = () => import('./pages/organizations/organization.tsx')
const keys = () => import('./pages/management-keys/management-keys.tsx')
const newKey = () => import('./pages/management-keys/new-management-key.tsx')

export const groups = [
  group(
    'Watch',
    page('/', 'Overview', 'overview:read', overview, IconChartBar),
    page('/audit-log', 'Audit log', 'audit-events:read', auditLog, IconListDetails),
    page('/token-inspector', 'Token inspector', 'tokens:read', inspector, IconZoomScan),
  ),
  group(
    'Credentials',
    page('/api-credentials', 'API Credentials', 'clients:read', clients, IconKey),
    page('/api-credentials/new', 'Create API Credentials', 'clients:write', newClient),
    page('/api-credentials/$id', 'API credential', 'clients:read', client),
    page('/integrations', 'Integrations', 'clients:read', clients, IconPlugConnected),
    page('/integrations/new', 'Create an integration', 'clients:write', newClient),
    page('/integrations/$id', 'Integration', 'clients:read', client),
    page('/apps', 'Apps', 'clients:read', clients, IconApps),
    page('/apps/new', 'Create an App', 'clients:write', newClient),
    page('/apps/$id', 'App', 'clients:read', client),
    page('/api-keys', 'API Keys', 'clients:read', clients, IconLockCode),
    page('/api-keys/new', 'Create an API key', 'clients:write', newClient),
    page('/api-keys/$id', 'API key', 'clients:read', client),
    page('/clients/$id', 'Client', 'clients:read', foundClient),
  ),
  group(
    'People and things',
    page(
      '/employees',
      'Employees',
      'users:read',
      () => import('./pages/employees/employees.tsx'),
      IconUsers,
    ),
    page('/employees/new', 'Create an employee', 'users:write', newEmployee),
    page('/employees/$id', 'Employee', 'users:read', employee),
    page('/agents', 'Agents', 'agents:read', () => import('./pages/agents/agents.tsx'), IconRobot),
    page('/agents/new', 'Create an agent', 'agents:write', newAgent),
    page('/agents/$id', 'Agent', 'agents:read', agent),
    page(
      '/rooms',
      'Rooms and calls',
      'rooms:read',
      () => import('./pages/rooms/rooms.tsx'),
      IconVideo,
    ),
    page('/rooms/$id', 'Room', 'rooms:read', () => import('./pages/rooms/room.tsx')),
    page('/texts', 'Texts', 'texts:read', () => import('./pages/texts/texts.tsx'), IconMessage),
    page('/plans', 'Plans', 'plans:read', () => import('./pages/plans/plans.tsx'), IconStack2),
    page('/plans/new', 'Create a plan', 'plans:write', () => import('./pages/plans/new-plan.tsx')),
    page('/plans/$id', 'Plan', 'plans:read', () => import('./pages/plans/plan.tsx')),
    page('/locations', 'Locations', 'locations:read', locations, IconMapPin),
    page('/locations/new', 'Add a location', 'locations:write', newLocation),
    page('/locations/$id', 'Location', 'locations:read', location),
    page('/availability', 'Availability', 'availability:read', availability, IconHeadset),
  ),
  group(
    'Platform',
    page('/apis', 'Gateway', 'apis:read', apis, IconRouteAltLeft),
    page('/apis/new', 'Add an API', 'apis:write', newApi),
    page('/apis/$name', 'API', 'apis:read', api),
    page('/scopes', 'Scopes and APIs', 'scopes:read', scopes, IconTags),
    page('/styles', 'Styles', 'dialects:read', styles, IconPalette),
    page('/styles/$name', 'Style', 'dialects:read', style),
    page('/signing-keys', 'Signing keys', 'signing-keys:read', signingKeys, IconSignature),
    page('/regions', 'Regions', 'regions:read', regions, IconWorld),
    page('/blocks', 'Blocks', 'blocks:read', blocks, IconShieldCheck),
  ),
  group(
    'Administration',
    page('/organizations', 'Organizations', 'organizations:write', organizations, IconBuilding),
    page('/organizations/new', 'Create an organization', 'organizations:write', newOrganization),
    page('/organizations/$id', 'Organization', 'organizations:write', organization),
    page('/management-keys', 'Management keys', 'management-keys:read', keys, IconTerminal2),
    page('/management-keys/new', 'Create a management key', 'management-keys:write', newKey),
  ),
]
