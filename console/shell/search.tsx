import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { looksSecret } from '../api/looks-secret.ts'
import { useMe } from '../api/me.ts'
import { useSearch } from '../api/search.ts'
import { foundLink } from './found-link.ts'
import { actsFor, offeredTo } from './offered.ts'

const PAUSE_MS = 150

/** ⌘K: every page that is open to this person, and whatever the server finds. */
export function Search() {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, PAUSE_MS)
  const navigate = useNavigate()
  const found = useSearch(asked)
  const wanted = text.trim().toLowerCase()
  const me = useMe()
  const pages = offeredTo(me).flatMap((group) =>
    group.pages
      .filter(({ title }) => `${group.title} ${title}`.toLowerCase().includes(wanted))
      .map((page) => ({ ...page, group: group.title })),
  )
  const acts = actsFor(me).filter(({ title }) => title.toLowerCase().includes(wanted))
  const links = found.flatMap((one) => foundLink(one) ?? [])
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      shortcut={null}
      scrollable
      centered={false}
    >
      <Spotlight.Search
        placeholder="Search by name, id or e-mail, or go to a page"
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {links.length === 0 ? null : (
          <Spotlight.ActionsGroup label="Found">
            {links.map(({ to, title, detail, kind }) => (
              <Spotlight.Action
                key={`${to} ${title}`}
                label={title}
                description={detail === '' ? kind : `${kind} · ${detail}`}
                onClick={() => navigate({ to })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length === 0 ? null : (
          <Spotlight.ActionsGroup label="Pages">
            {pages.map(({ path, title, group, icon: Icon }) => (
              <Spotlight.Action
                key={path}
                label={title}
                description={group}
                leftSection={Icon === undefined ? null : <Icon size={20} stroke={1.5} />}
                onClick={() => navigate({ to: path })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {acts.length === 0 ? null : (
          <Spotlight.ActionsGroup label="Create">
            {acts.map(({ path, title }) => (
              <Spotlight.Action
                key={path}
                label={title}
                leftSection={<IconPlus size={20} stroke={1.5} />}
                onClick={() => navigate({ to: path })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length + links.length + acts.length === 0 ? (
          <Spotlight.Empty>
            {looksSecret(text)
              ? 'This looks like a key or a token: paste it into the Token inspector.'
              : 'Nothing is called that. Ids and e-mail addresses work too.'}
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
