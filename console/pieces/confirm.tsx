import { lazy, Suspense, useState, useSyncExternalStore } from 'react'

export interface Question {
  /** The act and its object: “Delete Nightly export?” */
  readonly title: string
  readonly words: string
  /** What dies with it, one line each. */
  readonly dies?: readonly string[]
  /** On the button: the act itself, never “OK”. */
  readonly act: string
}

export interface Asked {
  readonly question: Question
  answer(isSure: boolean): void
}

let current: Asked | undefined
const listeners = new Set<() => void>()

/** Asks before what cannot be undone. Who answers with Escape has said no. */
export function confirm(question: Question): Promise<boolean> {
  current?.answer(false)
  return new Promise((resolve) => {
    const answer = (isSure: boolean): void => {
      put(undefined)
      resolve(isSure)
    }
    put({ question, answer })
  })
}

const Dialog = lazy(async () => ({
  default: (await import('./confirm-dialog.tsx')).ConfirmDialog,
}))

/** Where questions are asked. The code of the dialog comes with the first one. */
export function Confirmations() {
  const asked = useSyncExternalStore(subscribe, () => current)
  const [isWanted, setWanted] = useState(false)
  if (asked !== undefined && !isWanted) setWanted(true)
  if (!isWanted) return null
  return (
    <Suspense fallback={null}>
      <Dialog asked={asked} />
    </Suspense>
  )
}

function put(asked: Asked | undefined): void {
  current = asked
  for (const changed of listeners) changed()
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
