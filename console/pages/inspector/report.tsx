import { SimpleGrid, Stack } from '@mantine/core'
import { Section } from '../../pieces/section.tsx'
import { Acceptors } from './acceptors.tsx'
import { Checks } from './checks.tsx'
import type { Found, Inspection } from './inspection.ts'
import { decodeJwt } from './jwt.ts'
import { Jwt } from './jwt-parts.tsx'
import { RequestReport } from './request-report.tsx'
import { Verdict } from './verdict.tsx'
import { WhatItIs } from './what-it-is.tsx'

interface ReportProps {
  readonly found: Found
  readonly inspection: Inspection
}

/** All that is known of the text, the answer first. */
export function Report({ found, inspection }: ReportProps) {
  const { explanation } = found
  const jwt = decodeJwt(found.text)
  const isKnown = explanation.kind !== 'unknown'
  return (
    <Stack gap="lg">
      <Verdict found={found} inspect={inspection.inspect} />
      {explanation.request === null ? null : (
        <RequestReport request={explanation.request} line={found.line} />
      )}
      <SimpleGrid
        cols={{ base: 1, md: isKnown ? 2 : 1 }}
        spacing="lg"
        style={{ alignItems: 'start' }}
      >
        {isKnown ? <WhatItIs explanation={explanation} /> : null}
        <Section
          title="Check by check"
          lead="As the server does it, in its order; after the first that fails no more."
        >
          <Checks checks={explanation.checks} label="Checks" />
        </Section>
      </SimpleGrid>
      <Acceptors
        list={explanation.accepted_by}
        ask={(line) => inspection.inspect({ text: found.text, line })}
      />
      {jwt === undefined ? null : <Jwt jwt={jwt} />}
    </Stack>
  )
}
