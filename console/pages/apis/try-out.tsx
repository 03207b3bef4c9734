import { Button, Code, Group, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type ApiTest, type Try, tryRequest } from '../../api/apis.ts'
import { Facts } from '../../pieces/facts.tsx'
import { Form } from '../../pieces/form.tsx'
import { Section } from '../../pieces/section.tsx'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { sayFailed } from '../../pieces/toast.tsx'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

interface TryOutProps {
  /** Where the tried one would most likely go. */
  readonly url?: string
}

/** Which rule a request would meet, and whether a token would pass. */
export function TryOut({ url = '' }: TryOutProps) {
  const [line, setLine] = useState<Try>({ method: 'GET', url, token: '' })
  const [answer, setAnswer] = useState<ApiTest>()
  const [isBusy, setBusy] = useState(false)
  const set = (part: Partial<Try>): void => {
    setLine((before) => ({ ...before, ...part }))
    setAnswer(undefined)
  }
  const run = async (): Promise<void> => {
    setBusy(true)
    await tryRequest(line).then(setAnswer, sayFailed)
    setBusy(false)
  }
  return (
    <Section title="Try a request" lead="Nothing is forwarded, and the token is kept by nobody.">
      <Form onSubmit={run} maw="52rem">
        <Group gap="sm" align="flex-start">
          <NativeSelect
            label="Method"
            w={120}
            data={METHODS}
            value={line.method}
            onChange={(event) => set({ method: event.currentTarget.value })}
          />
          <TextInput
            label="Address"
            flex="1 1 18rem"
            placeholder="https://api.example.com/orders/1"
            autoComplete="off"
            spellCheck={false}
            value={line.url}
            onChange={(event) => set({ url: event.currentTarget.value.trim() })}
          />
        </Group>
        <Textarea
          label="Token or key, if the request bears one"
          autosize
          maxRows={5}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          value={line.token}
          onChange={(event) => set({ token: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit" variant="default" loading={isBusy} disabled={line.url === ''}>
            Try
          </Button>
        </Group>
      </Form>
      <div aria-live="polite">{answer === undefined ? null : <Answer answer={answer} />}</div>
    </Section>
  )
}

function Answer({ answer }: { readonly answer: ApiTest }) {
  const { api, route, allowed, presented_in: header, client_id: client, refusal } = answer
  if (api === null) {
    return (
      <Text>No API has this address: the gateway does not forward it, this server answers.</Text>
    )
  }
  return (
    <Facts
      facts={{
        Outcome: allowed ? (
          <StateBadge tone="good">Forwarded</StateBadge>
        ) : (
          <StateBadge tone="bad">{`Refused with ${refusal?.status ?? 'an error'}`}</StateBadge>
        ),
        API: api,
        Route: route === null ? 'None' : <Code>{`${route.methods.join(', ')} ${route.path}`}</Code>,
        ...(client !== null && { 'Token of': <Code>{client}</Code> }),
        ...(header !== null && { 'Shown in': <Code>{header}</Code> }),
        ...(refusal !== null && {
          Because: refusal.detail ?? refusal.description,
          'What the caller reads': refusal.description,
        }),
      }}
    />
  )
}
