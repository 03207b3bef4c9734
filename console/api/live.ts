import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const PERIOD_MS = 4_000

/** Asks anew for what is shown of a resource, again and again, while somebody looks at it. */
export function useLive(resource: string, isOn = true): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        client.invalidateQueries({ queryKey: [resource] })
      }
    }, PERIOD_MS)
    return () => clearInterval(timer)
  }, [client, resource, isOn])
}
