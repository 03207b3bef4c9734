import { Button, Menu } from '@mantine/core'
import { IconBraces, IconDownload, IconTable } from '@tabler/icons-react'
import { exportAddress } from '../../api/audit-events.ts'
import type { Query } from '../../api/request.ts'

/** What is shown, and what comes after it, as a file. */
export function Export({ query }: { readonly query: Query }) {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={exportAddress(query, 'csv')}
          download="audit.csv"
          leftSection={<IconTable size={16} aria-hidden />}
        >
          CSV, for spreadsheets
        </Menu.Item>
        <Menu.Item
          component="a"
          href={exportAddress(query, 'ndjson')}
          download="audit.ndjson"
          leftSection={<IconBraces size={16} aria-hidden />}
        >
          NDJSON, for programs
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
