// A connection that says exactly what it is given, and hears whatever comes back.
import { connect } from 'node:net'

/** Silence after which nothing more is expected. */
const QUIET_MS = 250
const ANSWER_MS_MAX = 15_000

export interface Patience {
  /** Ends when this was heard, and not for silence. */
  readonly until?: RegExp
  /** Whoever waits for the rest of a body that never comes is not waited for any longer. */
  readonly msMax?: number
}

/** Everything that is answered to these bytes, until the other side ends or falls silent. */
export function exchange(
  port: number,
  bytes: string,
  { until, msMax = ANSWER_MS_MAX }: Patience = {},
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    let quiet: NodeJS.Timeout | undefined
    const end = () => {
      clearTimeout(quiet)
      clearTimeout(late)
      socket.destroy()
      resolve(heard)
    }
    const late = setTimeout(end, msMax)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      heard += text
      clearTimeout(quiet)
      if (until === undefined) quiet = setTimeout(end, QUIET_MS)
      else if (until.test(heard)) end()
    })
    // A refusal may come with a reset where more was sent than the other side cared to read.
    socket.on('error', end)
    socket.on('close', end)
    socket.write(bytes, 'latin1')
  })
}

/** Status codes in the order in which they came. */
export function statusesIn(heard: string): readonly number[] {
  return [...heard.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status))
}
