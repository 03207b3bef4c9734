import { Button, Group, Text } from '@mantine/core'
import { AGENTS, type Frame, useFrames, useKick, useKickAll } from '../../api/agent-frames.ts'
import type { Agent } from '../../api/agents.ts'
import { useLive } from '../../api/live.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { type Column, Rows } from '../../pieces/rows.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'

interface FramesSectionProps {
  readonly agent: Agent
  readonly mayKick: boolean
}

/** Pages that show the agent at this moment. */
export function FramesSection({ agent, mayKick }: FramesSectionProps) {
  const list = useFrames(agent.id)
  useLive(AGENTS)
  const columns: readonly Column<Frame>[] = [
    { title: 'Page', cell: ({ origin }) => origin },
    { title: 'Address', cell: ({ ip }) => ip ?? 'Unknown' },
    { title: 'Opened', cell: ({ opened_at }) => <When at={opened_at} /> },
    { title: 'Last heard of', cell: ({ seen_at }) => <When at={seen_at} /> },
    { title: 'Ends', cell: ({ expires_at }) => <When at={expires_at} /> },
    ...(mayKick
      ? [{ title: '', cell: (frame: Frame) => <KickButton agent={agent} frame={frame} /> }]
      : []),
  ]
  return (
    <Section
      title="Open now"
      lead="Pages of other sites that show this agent. Whoever is kicked sees it within a second."
    >
      {list.items.length === 0 ? (
        <Text c="dimmed">{list.isLoading ? 'Looking …' : 'No page shows it at the moment.'}</Text>
      ) : (
        <Rows items={list.items} columns={columns} label="Open frames" keyOf={({ id }) => id} />
      )}
      <Group gap="sm">
        {list.hasMore ? (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            Load more
          </Button>
        ) : null}
        {mayKick && list.items.length > 1 ? <KickAllButton agent={agent} /> : null}
      </Group>
    </Section>
  )
}

function KickButton({ agent, frame }: { readonly agent: Agent; readonly frame: Frame }) {
  const kick = useKick(agent.id)
  const act = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Kick the page of ${frame.origin}?`,
      words: 'This cannot be undone. Its site may get a new token with its key.',
      dies: ['What the page shows, within a second.', 'What its tokens could still have opened.'],
      act: 'Kick',
    })
    if (isSure) await kick.mutateAsync(frame.id).then(() => sayDone('The page is out.'), sayFailed)
  }
  return (
    <Button
      size="compact-sm"
      variant="outline"
      color="red"
      loading={kick.isPending}
      aria-label={`Kick the page of ${frame.origin}`}
      onClick={act}
    >
      Kick
    </Button>
  )
}

function KickAllButton({ agent }: { readonly agent: Agent }) {
  const kick = useKickAll(agent.id)
  const act = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Kick every page that shows ${agent.name}?`,
      words: 'This cannot be undone. To keep them out, switch the agent off.',
      dies: ['What all those pages show, within a second.'],
      act: 'Kick all',
    })
    if (isSure) await kick.mutateAsync({}).then(() => sayDone('All pages are out.'), sayFailed)
  }
  return (
    <Button variant="outline" color="red" loading={kick.isPending} onClick={act}>
      Kick all
    </Button>
  )
}
