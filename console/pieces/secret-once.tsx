import { lazy, Suspense, useEffect, useState } from 'react'
import type { Snippet } from './code-block.tsx'

export interface ShownOnce {
  /** Such as “Success” and what has happened. */
  readonly title: string
  readonly words: string
  readonly fields: readonly {
    readonly label: string
    readonly value: string
    readonly isSecret: boolean
  }[]
  /** Ready to be pasted: a curl line, a `.env` file. */
  readonly snippets: readonly Snippet[]
}

export interface SecretOnceProps {
  /** `undefined` while there is nothing to show. */
  readonly shown: ShownOnce | undefined
  onClose(): void
}

const load = () => import('./secret-once-dialog.tsx')
const Dialog = lazy(async () => ({ default: (await load()).SecretOnceDialog }))

/** What is shown this one time, and is gone when it is closed. */
export function SecretOnce(props: SecretOnceProps) {
  const [isWanted, setWanted] = useState(false)
  // Its code comes after the page, but before anything is made that could only be shown by it.
  useEffect(() => {
    load()
  }, [])
  if (props.shown !== undefined && !isWanted) setWanted(true)
  if (!isWanted) return null
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  )
}
