import { Button, Checkbox, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Route } from '../../api/apis.ts'
import { Form } from '../../pieces/form.tsx'
import { ScopePicker } from '../../pieces/scope-picker.tsx'
import type { Terms } from './fields.ts'
import { RouteTerms, termsOf } from './route-terms.tsx'
import { NEEDS, type Need, needOf } from './route-words.ts'
import { useScopeChoices } from './scope-choices.ts'

const METHODS: readonly Route['methods'][number][] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]

interface EditRouteProps {
  /** Whose route it is. */
  readonly api: Terms
  /** A new one is empty; `undefined` where none is edited. */
  readonly route: Partial<Route> | undefined
  onDone(route: Route): void
  onClose(): void
}

export function EditRoute({ route, ...props }: EditRouteProps) {
  const title = route?.path === undefined ? 'Add route' : 'Edit route'
  return (
    <Modal opened={route !== undefined} onClose={props.onClose} title={title} size="lg">
      {route === undefined ? null : <Fields route={route} {...props} />}
    </Modal>
  )
}

interface FieldsProps extends EditRouteProps {
  readonly route: Partial<Route>
}

function Fields({ route, api, onDone, onClose }: FieldsProps) {
  const [methods, setMethods] = useState<readonly string[]>(route.methods ?? ['GET'])
  const [path, setPath] = useState(route.path ?? '/')
  const [need, setNeed] = useState<Need>(needOf(route))
  const [scopes, setScopes] = useState(route.scopes ?? route.any_scope ?? [])
  const [why, setWhy] = useState(route.no_scope_because ?? route.public_because ?? '')
  const [terms, setTerms] = useState<Terms>(termsOf(route))
  const choices = useScopeChoices()
  const isByScope = need === 'scopes' || need === 'any_scope'
  const isReady = methods.length > 0 && (isByScope ? scopes.length > 0 : why.trim() !== '')
  const done = (): void => {
    onDone({
      ...terms,
      methods: METHODS.filter((one) => methods.includes(one)),
      path,
      [need]: isByScope ? scopes : why.trim(),
    })
  }
  return (
    <Form onSubmit={done}>
      <Checkbox.Group label="Methods" value={[...methods]} onChange={setMethods}>
        <Group gap="md" mt="xs">
          {METHODS.map((one) => (
            <Checkbox key={one} value={one} label={one} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput
        label="Path"
        description="Below the API’s path. {id} is one segment, * at the end is all the rest."
        required
        data-autofocus
        placeholder="/{id}"
        spellCheck={false}
        autoCapitalize="off"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value.trim())}
      />
      <Radio.Group
        label="What a request must bear"
        value={need}
        onChange={(value) => {
          const found = NEEDS.find((one) => one.value === value)
          if (found !== undefined) setNeed(found.value)
        }}
      >
        <Stack gap="xs" mt="xs">
          {NEEDS.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {isByScope ? (
        <ScopePicker label="Scopes" choices={choices} value={scopes} onChange={setScopes} isOpen />
      ) : (
        <TextInput
          label="Why"
          description="Whoever reads this rule in a year will ask."
          required
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      )}
      <RouteTerms
        terms={terms}
        api={api}
        set={(part) => setTerms((before) => ({ ...before, ...part }))}
      />
      <Group gap="sm">
        <Button type="submit" disabled={!isReady}>
          {route.path === undefined ? 'Add route' : 'Change route'}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </Form>
  )
}
