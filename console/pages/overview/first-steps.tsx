import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay, useMe } from '../../api/me.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import classes from './overview.module.css'

/** Nobody has a credential yet: how to come to the first token. */
export function FirstSteps() {
  const mayCreate = useMay('clients:write')
  const { base_url } = useMe()
  return (
    <Stack gap="lg">
      <Text maw="44rem">
        Nothing has happened here yet. Three steps lead to the first token; after that this page
        shows who gets tokens, who is refused, and why.
      </Text>
      <ol className={classes.steps}>
        <Step
          at={1}
          title="Create API credentials"
          words="A client is software that may ask for tokens. Its secret is shown once."
          action={
            mayCreate ? (
              <Button renderRoot={(props) => <Link to="/api-credentials" {...props} />}>
                To API Credentials
              </Button>
            ) : null
          }
        >
          <CodeBlock
            title="The same on the command line"
            what="command"
            text="mintmark client create --dialect standard --name Nightly --scope api:read"
          />
        </Step>
        <Step
          at={2}
          title="Ask for a token"
          words="Beside the secret stands the line of its style, ready to be pasted."
        >
          <CodeBlock
            title="In the standard style"
            what="command"
            text={[
              `curl -u "$CLIENT_ID:$CLIENT_SECRET" ${base_url}/oauth/token \\`,
              '  -d grant_type=client_credentials -d scope=api:read',
            ].join('\n')}
          />
        </Step>
        <Step
          at={3}
          title="See what it is good for"
          words="Paste the token: whose it is, until when, what accepts it, and why not."
          action={
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/token-inspector" {...props} />}
            >
              To the token inspector
            </Button>
          }
        />
      </ol>
    </Stack>
  )
}

interface StepProps {
  readonly at: number
  readonly title: string
  readonly words: string
  readonly action?: ReactNode
  readonly children?: ReactNode
}

function Step({ at, title, words, action, children }: StepProps) {
  return (
    <Card component="li" padding="lg" withBorder>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="md">
          <div className={classes.stepHead}>
            <span className={classes.stepNumber} aria-hidden>
              {at}
            </span>
            <div>
              <Title order={2} fz="h4">
                {title}
              </Title>
              <Text c="dimmed" maw="40rem">
                {words}
              </Text>
            </div>
          </div>
          {action}
        </Group>
        {children}
      </Stack>
    </Card>
  )
}
