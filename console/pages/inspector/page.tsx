import { Skeleton, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { wordsOf } from '../../api/problem.ts'
import { Callout } from '../../pieces/callout.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { RequestId } from '../../pieces/request-id.tsx'
import { Ask } from './ask.tsx'
import { useInspection } from './inspection.ts'
import { WhatToPaste } from './what-to-paste.tsx'

const Report = lazy(async () => ({ default: (await import('./report.tsx')).Report }))

const LEAD =
  'Paste any token, key or secret that this server ever handed out: what it is, whose, ' +
  'until when, and why it would be refused.'

export function Page() {
  const inspection = useInspection()
  const { found, error } = inspection
  return (
    <>
      <PageHead title="Token inspector" lead={LEAD} />
      <Stack gap="lg">
        <Ask inspection={inspection} />
        {error === undefined ? null : (
          <Callout
            tone="bad"
            title="It could not be inspected"
            icon={IconAlertTriangle}
            role="alert"
          >
            {wordsOf(error)}
            <RequestId of={error} />
          </Callout>
        )}
        {found === undefined ? (
          <WhatToPaste />
        ) : (
          <Suspense fallback={<Skeleton height={320} />}>
            <Report key={found.text} found={found} inspection={inspection} />
          </Suspense>
        )}
      </Stack>
    </>
  )
}
