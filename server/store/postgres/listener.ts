import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { patiently } from '../../protocol/deadline.ts'
import { fromPostgres } from '../failure.ts'
import { CONNECT_MS_MAX, QUERY_MS_MAX } from './pool.ts'

const RETRY_MS = 1_000
const KEEP_ALIVE_MS = 10_000
const CLOSE_MS_MAX = 500

/**
 * Hears every notification on the channels, on a connection of its own that is opened anew whenever
 * it breaks; each channel is called back then as well, without a payload. What was missed meanwhile
 * is found by polling, and behind a pooler everything is: it lends a session to others, who would
 * be told in our place.
 */
export function listen(
  url: string,
  channels: Readonly<Record<string, (payload: string) => void>>,
  onError: (cause: unknown) => void,
): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const open = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: patiently(CONNECT_MS_MAX),
      query_timeout: patiently(QUERY_MS_MAX),
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    })
    client = opened
    // Once for each connection, however often it complains.
    const again = (cause: unknown): void => {
      if (client !== opened) return
      client = undefined
      // A standby lets us in and refuses to listen.
      opened.end().catch(() => {})
      if (isClosed) return
      onError(fromPostgres(cause))
      timer = setTimeout(open, RETRY_MS)
      timer.unref()
    }
    opened.on('error', again)
    opened.on('notification', ({ channel, payload = '' }) => channels[channel]?.(payload))
    try {
      await opened.connect()
      if (await isPooled(opened)) return await opened.end()
      for (const channel of Object.keys(channels)) await opened.query(`listen ${channel}`)
      for (const hear of Object.values(channels)) hear('')
    } catch (cause) {
      again(cause)
    }
  }
  void open()
  return async () => {
    isClosed = true
    clearTimeout(timer)
    // A database that hangs must not hold back whoever leaves it.
    await Promise.race([client?.end().catch(() => {}), pause(CLOSE_MS_MAX)])
  }
}

/** A pooler makes up the number by which a connection is cancelled; PostgreSQL takes its own. */
async function isPooled(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select pg_backend_pid() as pid')
  // The driver's types leave it out.
  return rows[0]?.pid !== Reflect.get(client, 'processID')
}
