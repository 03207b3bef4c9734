import { Button, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { type Api, apiPath, useApi, useChangeApi } from '../../api/apis.ts'
import { useMay } from '../../api/me.ts'
import { useRemoval } from '../../api/removal.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { confirm } from '../../pieces/confirm.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { ApiState } from './api-state.tsx'
import { EditApi } from './edit-api.tsx'
import { ShownApi } from './shown-api.tsx'
import { TryOut } from './try-out.tsx'
import { Warnings } from './warnings.tsx'
import { documentOf, wishOf } from './wish.ts'

export function Page() {
  const { name = '' } = useParams({ strict: false })
  const api = useApi(name)
  const mayChange = useMay('apis:write') && !api.configured
  return (
    <>
      <PageHead
        title={api.name}
        back={{ to: '/apis', title: 'Gateway' }}
        badge={<ApiState api={api} />}
        lead={api.configured ? 'It stands in mintmark.yaml, and is changed there.' : undefined}
        actions={mayChange ? <SwitchButton api={api} /> : null}
      />
      <Stack gap="lg" key={api.name}>
        <Warnings api={api} />
        {mayChange ? <EditApi api={api} /> : <ShownApi api={api} />}
        <TryOut
          url={api.hosts[0] === undefined ? api.path : `https://${api.hosts[0]}${api.path}`}
        />
        <Section title="The whole of it" lead="For mintmark.yaml, or for automation.">
          <details>
            <summary>Show the document</summary>
            <CodeBlock title="Document" what="document" text={documentOf(wishOf(api))} />
          </details>
        </Section>
        {mayChange ? <DeleteSection api={api} /> : null}
      </Stack>
    </>
  )
}

function SwitchButton({ api }: { readonly api: Api }) {
  const change = useChangeApi(api.name)
  const turn = async (): Promise<void> => {
    const isSure = api.enabled
      ? await confirm({
          title: `Switch off ${api.name}?`,
          words: 'It can be switched on again.',
          dies: ['Every request below its path is refused, within a second.'],
          act: 'Switch off',
        })
      : true
    if (!isSure) return
    const words = `${api.name} is ${api.enabled ? 'off' : 'on'}.`
    await change.mutateAsync({ enabled: !api.enabled }).then(() => sayDone(words), sayFailed)
  }
  return (
    <Button variant="default" loading={change.isPending} onClick={turn}>
      {api.enabled ? 'Switch off' : 'Switch on'}
    </Button>
  )
}

function DeleteSection({ api }: { readonly api: Api }) {
  const removal = useRemoval(apiPath(api.name), '/apis')
  const run = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Delete the API ${api.name}?`,
      words: 'This cannot be undone.',
      dies: [
        'Its paths are not forwarded any more.',
        'Where another API lies around it, that one’s routes count for its paths.',
      ],
      act: 'Delete API',
    })
    if (!isSure) return
    await removal.mutateAsync().then(() => sayDone(`${api.name} was deleted.`), sayFailed)
  }
  return (
    <Section title="Delete" lead="To stop it for a while, switch it off.">
      <div>
        <Button color="red" variant="outline" loading={removal.isPending} onClick={run}>
          Delete API
        </Button>
      </div>
    </Section>
  )
}
