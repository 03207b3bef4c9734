import { Box, Group, Text } from '@mantine/core'
import classes from './code-block.module.css'
import { CopyButton } from './copy-button.tsx'

export interface Snippet {
  readonly title: string
  /** What is copied. */
  readonly what: string
  readonly text: string
  /** What stands there instead while the text itself is better not seen. */
  readonly seen?: string
}

/** A few lines to paste elsewhere, under a word that says what they are. */
export function CodeBlock({ title, what, text, seen = text }: Snippet) {
  return (
    <Box className={classes.frame}>
      <Group justify="space-between" className={classes.head}>
        <Text size="sm" fw={600} c="dimmed">
          {title}
        </Text>
        <CopyButton text={text} what={what} />
      </Group>
      <pre className={classes.text}>
        <code>{seen}</code>
      </pre>
    </Box>
  )
}
