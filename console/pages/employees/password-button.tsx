import { Button, Modal, PasswordInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { type User, useChangeUser } from '../../api/users.ts'
import { fieldErrors } from '../../pieces/field-errors.ts'
import { Form } from '../../pieces/form.tsx'
import { FormFoot } from '../../pieces/form-foot.tsx'
import { sayDone } from '../../pieces/toast.tsx'
import { passwordWords } from './role-list.ts'

/** For an API user, whose password a program must know. What is typed is gone with the dialog. */
export function PasswordButton({ user }: { readonly user: User }) {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <Button variant="default" onClick={open}>
        Set password
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Set the password of ${user.name}`}>
        <PasswordForm user={user} close={close} />
      </Modal>
    </>
  )
}

function PasswordForm({ user, close }: { readonly user: User; close(): void }) {
  const [password, setPassword] = useState('')
  const change = useChangeUser(user.id)
  const { fields, rest } = fieldErrors(change.error, ['password'])
  const save = (): void => {
    const done = () => {
      sayDone(`${user.name} has a new password. Every sign-in of theirs has ended.`)
      close()
    }
    change.mutate({ password }, { onSuccess: done })
  }
  return (
    <Form onSubmit={save}>
      <PasswordInput
        label="New password"
        description={`${passwordWords(user.roles)} All their sign-ins end.`}
        required
        data-autofocus
        autoComplete="new-password"
        value={password}
        error={fields.password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormFoot
        refusal={rest}
        act="Set password"
        isSaving={change.isPending}
        isReady={password !== ''}
      />
    </Form>
  )
}
