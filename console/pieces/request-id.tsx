import { Code, Text } from '@mantine/core'
import { Problem } from '../api/problem.ts'

/** By what whoever runs this server finds the refusal in its log. */
export function RequestId({ of: thrown }: { readonly of: unknown }) {
  if (!(thrown instanceof Problem) || thrown.requestId === undefined) return null
  return (
    <Text c="dimmed" size="sm" component="span" display="block">
      Whoever runs this server finds it by <Code>{thrown.requestId}</Code>.
    </Text>
  )
}
