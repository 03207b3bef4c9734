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

/** Structured logs to stderr; stdout belongs to what a command answers. */
export function createLogger(level: string): Logger {
  const paths = SECRET_NAMES.flatMap((name) => {
    const part = name.startsWith('[') ? name : `.${name}`
    return [part.replace(/^\./, ''), `*${part}`, `*.*${part}`]
  })
  const redact = { paths, censor: '[redacted]' }
  const base = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  return pino({ ...base, redact }, pino.destination({ dest: 2, sync: false }))
}
