import { Button, Stack, Text, Title } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { Problem, wordsOf } from '../api/problem.ts'
import { RequestId } from '../pieces/request-id.tsx'
import { queries } from './queries.ts'

/** Instead of a page that broke, or that the server refused. */
export function Failed({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter()
  const isRefused = error instanceof Problem
  return (
    <Stack gap="md" maw="36rem" p="xl" role="alert">
      <Title order={1} fz="h2">
        {isRefused && error.status === 404
          ? 'There is nothing here'
          : 'This page could not be shown'}
      </Title>
      <Text>{wordsOf(error)}</Text>
      <RequestId of={error} />
      <div>
        <Button
          onClick={() => {
            queries.resetQueries({ predicate: (query) => query.state.status === 'error' })
            reset()
            router.invalidate()
          }}
        >
          Try again
        </Button>
      </div>
    </Stack>
  )
}
