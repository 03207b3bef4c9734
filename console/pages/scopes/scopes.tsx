import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { IconPlus, IconTags } from '@tabler/icons-react'
import { useState } from 'react'
import { type Scope, useAllScopes } from '../../api/all-scopes.ts'
import { useMay } from '../../api/me.ts'
import { useStyleTitles } from '../../api/style-titles.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { SearchField } from '../../pieces/search-field.tsx'
import { byApi } from './by-api.ts'
import { EditScope } from './edit-scope.tsx'
import { StyleSection } from './style-section.tsx'

const LEAD =
  'What a token may be used for. Users read the words that stand here before they agree, ' +
  'and integrators where they choose.'

/** What is being edited: one that is there, or a new one of a style. */
export type Edited = Scope | { readonly dialect: string } | undefined

export function Page() {
  const all = useAllScopes()
  const titles = useStyleTitles()
  const mayChange = useMay('scopes:write')
  const filters = useFilters('style', 'q')
  const [edited, edit] = useState<Edited>()
  const { style, q = '' } = filters.values
  const styles = [...new Set(all.map(({ dialect }) => dialect))]
  const wanted = q.toLowerCase()
  const shown = all.filter(
    (one) =>
      (style === undefined || one.dialect === style) &&
      `${one.value} ${one.description} ${one.resource}`.toLowerCase().includes(wanted),
  )
  return (
    <>
      <PageHead
        title="Scopes and APIs"
        lead={LEAD}
        actions={
          mayChange ? (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => edit({ dialect: style ?? 'standard' })}
            >
              Add scope
            </Button>
          ) : null
        }
      />
      <Stack gap="lg">
        <Group gap="sm">
          <SearchField filters={filters} label="Search scopes, words and APIs" />
          <NativeSelect
            w={{ base: '100%', xs: 240 }}
            aria-label="Style"
            value={style ?? ''}
            onChange={(event) => filters.set('style', event.currentTarget.value)}
            data={[
              { value: '', label: 'All styles' },
              ...styles.map((name) => ({ value: name, label: titles.get(name) ?? name })),
            ]}
          />
        </Group>
        {byApi(shown).map(({ dialect, apis }) => (
          <StyleSection
            key={dialect}
            title={titles.get(dialect) ?? dialect}
            apis={apis}
            edit={mayChange ? edit : undefined}
          />
        ))}
        {shown.length > 0 ? null : filters.isSet ? (
          <EmptyState
            title="Nothing matches"
            icon={IconTags}
            action={
              <Button variant="default" onClick={filters.clear}>
                Show all
              </Button>
            }
          >
            No scope has these words, in its value, in what users read or in the name of its API.
          </EmptyState>
        ) : (
          <EmptyState
            title="No scope yet"
            icon={IconTags}
            example={{
              title: 'By automation',
              what: 'command',
              text: [
                'curl -X PUT "$MINTMARK_URL/admin/v1/scopes/standard/orders:read" \\',
                '  -H "Authorization: Bearer $MANAGEMENT_KEY" \\',
                '  -H "Content-Type: application/json" \\',
                '  -d \'{"resource": "Orders API", "description": "See your orders"}\'',
              ].join('\n'),
            }}
          >
            A scope is a word such as orders:read that an API looks for in a token. Add one, then
            give it to a client.
          </EmptyState>
        )}
      </Stack>
      <EditScope edited={edited} styles={titles} onClose={() => edit(undefined)} />
    </>
  )
}
