import { type Logger, pino } from 'pino'

/** Names whose values never reach a log, at whatever depth a library puts them. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'client_secret',
  'api_key',
  'access_token',
  'refresh_token',
  'code',
  'token',
  // What a parser could not read of somebody's answer (undici).
  'data',
  '["x-api-key"]',
  '["x-token"]',
]

/** Many lines are written at once; what waits is written soon, and at the end. */
const IN_STRETCHES = { dest: 2, sync: false, minLength: 8_192, periodicFlush: 100 } as const

/**
 * Structured logs to stderr; stdout belongs to what a command answers. Lines with fixed fields (one
 * per request) need no search for secrets, which would cost more than the line.
 */
export function createLogger(level: string, lines: 'any' | 'fixed_fields' = 'any'): Logger {
  const base = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (lines === 'fixed_fields') return pino(base, pino.destination(IN_STRETCHES))
  const paths = SECRET_NAMES.flatMap((name) => {
    const part = name.startsWith('[') ? name : `.${name}`
    return [part.replace(/^\./, ''), `*${part}`, `*.*${part}`]
  })
  const redact = { paths, censor: '[redacted]' }
  return pino({ ...base, redact }, pino.destination({ dest: 2, sync: false }))
}
