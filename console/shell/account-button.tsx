import { Avatar, UnstyledButton, type UnstyledButtonProps, VisuallyHidden } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'

type AccountButtonProps = UnstyledButtonProps &
  Omit<ComponentPropsWithRef<'button'>, keyof UnstyledButtonProps> & { readonly of: string }

export function AccountButton({ of: name, ...props }: AccountButtonProps) {
  return (
    <UnstyledButton aria-haspopup="menu" {...props}>
      <VisuallyHidden>Account of {name}</VisuallyHidden>
      <Avatar size={34} name={name} color="brand" variant="light" aria-hidden />
    </UnstyledButton>
  )
}
