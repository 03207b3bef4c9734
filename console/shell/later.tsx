import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'

/** A part of the shell whose code may come after the page: until then its place is empty. */
export function later(load: () => Promise<ComponentType>): () => ReactNode {
  const Part = lazy(async () => ({ default: await load() }))
  return function Later() {
    return (
      <Suspense fallback={null}>
        <Part />
      </Suspense>
    )
  }
}
