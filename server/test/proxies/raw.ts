// A connection that says exactly what it is given, and hears whatever comes back.
import { connect } from 'node:net'

/** Silence after which nothing more is expected. */
const QUIET_MS = 250
/** Whoever waits for the rest of a body that never comes is not waited for. */
const ANSWER_MS_MAX = 1_000

/**
 * Everything that is answered to these bytes, until the other side ends or falls silent, or until
 * what was waited for is there.
 */
export function exchange(port: number, bytes: string, awaited?: RegExp): Promise<string> {
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
    const late = setTimeout(end, ANSWER_MS_MAX)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      heard += text
      clearTimeout(quiet)
      if (awaited?.test(heard) === true) end()
      else quiet = setTimeout(end, QUIET_MS)
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
