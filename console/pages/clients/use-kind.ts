import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { type Dialect, useDialects } from '../../api/dialects.ts'
import { dialectsOf, kinds } from './kinds/index.ts'
import type { Kind } from './kinds/kind.ts'

interface KindHere {
  readonly kind: Kind
  /** The styles that this page is for. */
  readonly dialects: readonly Dialect[]
}

/** Which of the pages over clients this is, by its address. */
export function useKind(): KindHere {
  const { pathname } = useLocation()
  // The address is already the next page's while this one is still shown.
  const [here] = useState(pathname.split('/')[1])
  const all = useDialects()
  const kind = kinds.find(({ slug }) => slug === here)
  if (kind === undefined) throw new Error(`${pathname} is no page of clients.`)
  return { kind, dialects: dialectsOf(kind, all) }
}
