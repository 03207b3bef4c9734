// Every page of the console: a line here and a file that exports `Page`. What has an icon stands in
// the navigation, in this order.
import { IconKey } from '@tabler/icons-react'
import { group, page } from './shell/page.ts'

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
]
