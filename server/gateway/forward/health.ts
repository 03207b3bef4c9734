import type { LiveApi } from '../apis/table.ts'
import type { Upstreams } from './upstream.ts'

const ANSWER_MS_MAX = 5_000

/** Asks every upstream of an API that names a path for it; returns what ends the asking. */
export function watchHealth({ api }: LiveApi, upstreams: Upstreams): () => void {
  const { health } = api
  if (health === undefined) return () => {}
  const everyMs = health.interval_seconds * 1_000
  const ask = async (): Promise<void> => {
    await Promise.all(
      upstreams.all.map(async (one) => {
        one.isHealthy = await isWell(`${one.origin}${health.path}`, everyMs)
      }),
    )
  }
  void ask()
  const timer = setInterval(ask, everyMs).unref()
  return () => clearInterval(timer)
}

async function isWell(url: string, everyMs: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(Math.min(ANSWER_MS_MAX, everyMs))
    const answer = await fetch(url, { signal, redirect: 'manual' })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}
