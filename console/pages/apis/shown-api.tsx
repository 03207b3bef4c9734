import { Code, Group } from '@mantine/core'
import type { Api } from '../../api/apis.ts'
import { useStyleTitles } from '../../api/style-titles.ts'
import { Facts } from '../../pieces/facts.tsx'
import { Section } from '../../pieces/section.tsx'
import { PRESENTATIONS } from './credential-fields.tsx'
import { RouteList } from './route-list.tsx'
import { placesOf } from './route-words.ts'
import { UpstreamList } from './upstream-list.tsx'

type Limit = NonNullable<NonNullable<Api['limits']>['per_credential']>

/** The same for who may only look, or where the configuration names it. */
export function ShownApi({ api }: { readonly api: Api }) {
  const titles = useStyleTitles()
  const styles = api.dialects ?? []
  const shown = PRESENTATIONS.filter(({ value }) =>
    (api.presentations ?? ['bearer']).includes(value),
  )
  return (
    <>
      <Section title="Routes" lead="What no route names is refused.">
        <RouteList routes={api.routes} path={api.path} />
      </Section>
      <Section title="The API">
        <Facts
          facts={{
            'Answers at': <Codes texts={placesOf(api)} />,
            'Forwards to': <UpstreamList api={api} />,
            'Path there': api.upstream_path ?? 'As it came',
            'Health check': api.health === undefined ? 'None' : <Code>{api.health.path}</Code>,
            Styles:
              styles.length === 0
                ? 'All that are on'
                : styles.map((name) => titles.get(name) ?? name).join(', '),
            'Shown as': shown.map(({ label }) => label).join(', '),
            'Each credential': limitWords(api.limits?.per_credential),
            'Each organization': limitWords(api.limits?.per_organization),
          }}
        />
      </Section>
    </>
  )
}

function Codes({ texts }: { readonly texts: readonly string[] }) {
  return (
    <Group gap={4}>
      {texts.map((text) => (
        <Code key={text}>{text}</Code>
      ))}
    </Group>
  )
}

function limitWords(limit: Limit | undefined): string {
  return limit === undefined
    ? 'No limit'
    : `${limit.requests.toLocaleString()} requests in ${limit.seconds} s`
}
