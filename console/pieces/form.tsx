import { Stack, type StackProps } from '@mantine/core'

interface FormProps extends Pick<StackProps, 'children' | 'gap' | 'maw'> {
  onSubmit(): void
}

/** Fields one below the other, sent by Enter or by the button; the page stays. */
export function Form({ onSubmit, gap = 'md', maw = '40rem', ...props }: FormProps) {
  return (
    <Stack
      component="form"
      gap={gap}
      maw={maw}
      onSubmit={(event) => {
        event.preventDefault()
        // A dialog's form lies within the page's own, for React at least.
        event.stopPropagation()
        onSubmit()
      }}
      {...props}
    />
  )
}
