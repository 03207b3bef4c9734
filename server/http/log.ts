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
  '["x-api-key"]',
  '["x-token"]',
]

/** Structured logs to stderr; stdout belongs to what a command answers. */
export function createLogger(level: string): Logger {
  const paths = SECRET_NAMES.flatMap((name) => {
    const part = name.startsWith('[') ? name : `.${name}`
    return [part.replace(/^\./, ''), `*${part}`, `*.*${part}`]
  })
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[redacted]' },
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
