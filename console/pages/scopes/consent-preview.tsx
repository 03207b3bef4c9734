import { Text } from '@mantine/core'
import { useId } from 'react'
import classes from './scopes.module.css'

interface ConsentPreviewProps {
  readonly value: string
  readonly description: string
}

/** The part of the page on which users agree that speaks of this scope, as they will see it. */
export function ConsentPreview({ value, description }: ConsentPreviewProps) {
  const id = useId()
  return (
    <figure className={classes.preview} aria-labelledby={id}>
      <Text component="figcaption" size="sm" c="dimmed" fw={600} id={id}>
        How users will read it
      </Text>
      <p className={classes.asked}>
        If you allow it, <strong>Nightly export</strong> can
      </p>
      <ul>
        <li>
          <bdi>{description.trim() === '' ? '…' : description}</bdi>{' '}
          <code>{value.trim() === '' ? 'scope' : value}</code>
        </li>
      </ul>
    </figure>
  )
}
