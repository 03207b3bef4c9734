import { Skeleton, Stack } from '@mantine/core'

/** While a page's own code is on its way. */
export function Pending() {
  return (
    <Stack aria-busy="true">
      <Skeleton height={32} width="40%" />
      <Skeleton height={16} width="65%" />
      <Skeleton height={220} mt="md" />
    </Stack>
  )
}
