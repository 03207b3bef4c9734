import pg from 'pg'

const RETRY_MS = 1_000

/**
 * Hears every notification on the channel, on a connection of its own that is opened anew whenever
 * it breaks. What was missed meanwhile is found by polling.
 */
export function listen(
  url: string,
  channel: string,
  hear: () => void,
  onError: (cause: unknown) => void,
): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const again = (cause: unknown): void => {
    client = undefined
    if (isClosed) return
    onError(cause)
    clearTimeout(timer)
    timer = setTimeout(open, RETRY_MS)
    timer.unref()
  }
  const open = async (): Promise<void> => {
    const opened = new pg.Client({ connectionString: url, keepAlive: true })
    opened.on('error', again)
    opened.on('notification', hear)
    try {
      await opened.connect()
      await opened.query(`listen ${channel}`)
      client = opened
      hear()
    } catch (cause) {
      again(cause)
    }
  }
  void open()
  return async () => {
    isClosed = true
    clearTimeout(timer)
    await client?.end()
  }
}
