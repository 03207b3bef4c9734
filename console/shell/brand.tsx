import { useLayoutEffect } from 'react'
import { useMe } from '../api/me.ts'

/** Tabs are named for whoever runs this server. */
export function Brand() {
  const { name } = useMe().brand
  useLayoutEffect(() => {
    document.documentElement.dataset.brand = name
  }, [name])
  return null
}
