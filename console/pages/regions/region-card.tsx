import { Button, Group } from '@mantine/core'
import { type Region, useDeleteRegion, usePutRegion } from '../../api/regions.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { Section } from '../../pieces/section.tsx'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { sayFailed, sayUndoable } from '../../pieces/toast.tsx'

interface RegionCardProps {
  readonly region: Region
  /** Absent for those who may only look. */
  readonly edit: ((region: Region) => void) | undefined
}

export function RegionCard({ region, edit }: RegionCardProps) {
  const { name, token_host: tokenHost, api_host: apiHost } = region
  return (
    <Section title={name}>
      <Group gap="xs">
        {region.default ? <StateBadge tone="good">Default</StateBadge> : null}
        {region.configured ? <StateBadge tone="note">In the configuration</StateBadge> : null}
      </Group>
      <Facts
        facts={{
          'Hands out tokens at': <Host host={tokenHost} what={`token host of ${name}`} />,
          'Serves APIs at': <Host host={apiHost} what={`API host of ${name}`} />,
        }}
      />
      {edit === undefined ? null : <Acts region={region} edit={edit} />}
    </Section>
  )
}

function Host({ host, what }: { readonly host: string; readonly what: string }) {
  return (
    <>
      <code>{host}</code> <CopyButton text={host} what={what} />
    </>
  )
}

interface ActsProps {
  readonly region: Region
  edit(region: Region): void
}

function Acts({ region, edit }: ActsProps) {
  const put = usePutRegion()
  const remove = useDeleteRegion()
  const { name, token_host: tokenHost, api_host: apiHost } = region
  const wish = { name, token_host: tokenHost, api_host: apiHost }
  const isRemovable = region.configured ? region.overridden : !region.default
  const removal = region.configured ? 'Reset…' : 'Remove…'
  const makeDefault = (): void => put.mutate({ ...wish, default: true }, { onError: sayFailed })
  const ask = async (): Promise<void> => {
    const isMeant = await confirm({
      title: region.configured ? `Reset ${name}?` : `Remove the region ${name}?`,
      words: region.configured
        ? 'It gets the host names of the configuration back. From then on:'
        : 'From then on:',
      dies: [
        `who asks at ${tokenHost} is taken for the default region`,
        'clients that compare the issuer refuse the tokens that are out',
      ],
      act: region.configured ? 'Reset region' : 'Remove region',
    })
    if (!isMeant) return
    remove.mutate(name, {
      onSuccess: () =>
        sayUndoable(`${name} was ${region.configured ? 'reset' : 'removed'}.`, () =>
          put.mutateAsync(wish),
        ),
      onError: sayFailed,
    })
  }
  return (
    <Group gap="sm">
      <Button size="xs" variant="default" aria-label={`Edit ${name}`} onClick={() => edit(region)}>
        Edit
      </Button>
      {region.default ? null : (
        <Button
          size="xs"
          variant="default"
          aria-label={`Make default: ${name}`}
          loading={put.isPending}
          onClick={makeDefault}
        >
          Make default
        </Button>
      )}
      {isRemovable ? (
        <Button
          size="xs"
          variant="subtle"
          color="red"
          aria-label={`${removal} ${name}`}
          loading={remove.isPending}
          onClick={ask}
        >
          {removal}
        </Button>
      ) : null}
    </Group>
  )
}
