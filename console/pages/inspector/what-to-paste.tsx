import { Code, SimpleGrid, Text } from '@mantine/core'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { Section } from '../../pieces/section.tsx'

const COMMAND = [
  '# reads the token from standard input, so that it is in no history',
  'mintmark token explain - < token.txt',
].join('\n')

const FORMS = {
  'eyJ…': 'Access tokens and some refresh tokens: signed, and readable by everybody',
  'mm_rt_…': 'Refresh tokens',
  'mm_st_…': 'User tokens, beside a client’s keys',
  'mm_cs_… mm_sk_…': 'Client secrets',
  'mm_ak_…': 'API keys',
  'mm_mk_…': 'Management keys',
  'mm_ac_…': 'Authorization codes',
} as const

/** Before anything was pasted: what this page is for. */
export function WhatToPaste() {
  const facts = Object.entries(FORMS).map(([form, words]) => [
    form,
    <span key={form}>{words}</span>,
  ])
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Section
        title="What you can paste"
        lead="Alive or dead, of any style, as a whole header too."
      >
        <Facts facts={Object.fromEntries(facts)} />
      </Section>
      <Section
        title="“Why was it refused?”"
        lead="Paste the token, open “A request was refused”, and give the request line."
      >
        <Text size="sm">
          The checks are those that the server itself makes, in its order, up to the one that fails:
          signature, expiry, revocation of the token, of its family, its client and its secret, then
          what the route demands, such as a scope.
        </Text>
        <CodeBlock title="The same on the command line" what="command" text={COMMAND} />
        <Text size="sm" c="dimmed">
          By automation: <Code>POST /admin/v1/tokens/explain</Code>
        </Text>
      </Section>
    </SimpleGrid>
  )
}
