import { levels, destination as openDestination } from 'pino'
import type { OnAnswered } from './answered.ts'

const LINE_LEVEL = levels.values.info ?? 30
/** Many lines are written at once; what waits is written soon, and at the end. */
const STRETCH_CHARACTERS = 32_768
const WAIT_MS_MAX = 100

/**
 * One line per request, in the form of all others. Its fields are fixed, and none of them can hold
 * a secret or a quotation mark, so it is put together here: to look for them would cost more than
 * the line.
 */
export function requestLog(level: string): OnAnswered {
  const isHeard = (levels.values[level] ?? Number.POSITIVE_INFINITY) <= LINE_LEVEL
  if (!isHeard) return () => {}
  const write = inStretches()
  const time = timeTexts()
  return ({ requestId, method, route, status, tookMs }) => {
    const what = `"requestId":"${requestId}","method":"${method}","route":${JSON.stringify(route)}`
    const how = `"status":${status},"tookMs":${Math.round(tookMs * 10) / 10}`
    write(`{"level":${LINE_LEVEL},"time":"${time()}",${what},${how}}\n`)
  }
}

/** The library's own stretches are measured anew with every line. */
function inStretches(): (line: string) => void {
  const destination = openDestination({ dest: 2, sync: false })
  let waiting = ''
  let timer: NodeJS.Timeout | undefined
  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (waiting !== '') destination.write(waiting)
    waiting = ''
  }
  // Before the library's own listeners, which write what it has by then.
  process.prependListener('beforeExit', write)
  process.prependListener('exit', write)
  return (line) => {
    waiting += line
    if (waiting.length >= STRETCH_CHARACTERS) write()
    else timer ??= setTimeout(write, WAIT_MS_MAX).unref()
  }
}

/** RFC 3339 with milliseconds; what is the same for a second is written once. */
function timeTexts(): () => string {
  let second = 0
  let text = ''
  return () => {
    const nowMs = Date.now()
    const ms = nowMs % 1000
    if (nowMs - ms !== second) {
      second = nowMs - ms
      text = new Date(second).toISOString().slice(0, -4)
    }
    return `${text}${String(ms).padStart(3, '0')}Z`
  }
}
