import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useSingleKey } from './single-keys.ts'

interface CreateLinkProps {
  readonly to: string
  /** The act and its object: “Create agent”. */
  readonly children: string
}

/** Leads to the form that makes another one of what a list shows; so does the key C. */
export function CreateLink({ to, children }: CreateLinkProps) {
  const navigate = useNavigate()
  useSingleKey('C', () => navigate({ to }))
  return (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      renderRoot={(props) => <Link to={to} {...props} />}
    >
      {children}
    </Button>
  )
}
