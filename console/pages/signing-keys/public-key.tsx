import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { CodeBlock } from '../../pieces/code-block.tsx'

interface PublicKeyProps {
  readonly kid: string
  readonly jwk: Readonly<Record<string, unknown>>
}

export function PublicKey({ kid, jwk }: PublicKeyProps) {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Public half of ${kid}`}
        onClick={open}
      >
        Public half
      </Button>
      <Modal opened={isOpen} onClose={close} size="lg" title="Public half">
        <CodeBlock
          title="JSON Web Key (RFC 7517)"
          what="public JWK"
          text={JSON.stringify(jwk, undefined, 2)}
        />
      </Modal>
    </>
  )
}
