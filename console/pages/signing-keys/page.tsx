import { Stack } from '@mantine/core'
import { IconSignature } from '@tabler/icons-react'
import { useDialects } from '../../api/dialects.ts'
import { useSigningKeys } from '../../api/signing-keys.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { KeysOfStyle } from './keys-of-style.tsx'
import { Legend } from './legend.tsx'

const LEAD =
  'Tokens are signed with them, and whoever verifies tokens reads their public halves. ' +
  'Each style has its own, and each gets a successor by itself.'

export function Page() {
  const keys = useSigningKeys()
  const styles = useDialects()
  const signing = styles.filter(({ name }) => keys.some(({ dialect }) => dialect === name))
  return (
    <>
      <PageHead title="Signing keys" lead={LEAD} />
      {signing.length === 0 ? (
        <EmptyState
          title="No signing key yet"
          icon={IconSignature}
          example={{ title: 'On the command line', what: 'command', text: 'mintmark doctor' }}
        >
          The first key of a style is made when the server starts with it. That there is none means
          that no style that signs its tokens is switched on.
        </EmptyState>
      ) : (
        <Stack gap="lg">
          <Legend />
          {signing.map((style) => (
            <KeysOfStyle
              key={style.name}
              style={style}
              keys={keys.filter(({ dialect }) => dialect === style.name)}
            />
          ))}
        </Stack>
      )}
    </>
  )
}
