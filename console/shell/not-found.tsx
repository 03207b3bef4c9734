import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Notice } from '../pieces/notice.tsx'

export function NotFound() {
  return (
    <Notice
      title="There is no such page"
      action={<Button renderRoot={(props) => <Link to="/" {...props} />}>To the start</Button>}
    >
      The address may be mistyped, or what it led to was deleted.
    </Notice>
  )
}
