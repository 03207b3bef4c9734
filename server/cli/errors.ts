import { ConfigError } from '../config.ts'
import { StoreNotOpened, StoreUnavailable, wordsOf } from '../store/failure.ts'
import { MoveRefused } from '../store/moving/refused.ts'

const EXIT_FAILED = 1
const EXIT_USAGE = 2
const SQLITE_FULL = 13

/** One clear sentence, and what to do about it. */
export class CliError extends Error {
  readonly advice: string | undefined
  readonly exitCode: number

  constructor(message: string, advice?: string, exitCode: number = EXIT_FAILED) {
    super(message)
    this.name = 'CliError'
    this.advice = advice
    this.exitCode = exitCode
  }
}

/** How a command was called is wrong. */
export function usage(message: string, advice?: string): CliError {
  return new CliError(message, advice, EXIT_USAGE)
}

/** Says what went wrong on standard error, without a stack, and answers the exit code. */
export function report(thrown: unknown, isJson: boolean): number {
  const { message, advice, exitCode } = asCliError(thrown)
  const text = isJson
    ? JSON.stringify({ error: message, advice: advice ?? null })
    : ['mintmark: ', message, advice === undefined ? '' : `\n${advice}`].join('')
  process.stderr.write(`${text}\n`)
  return exitCode
}

const SYSTEM_WORDS: Readonly<Record<string, readonly [words: string, advice: string]>> = {
  EADDRINUSE: [
    'The address is taken by another program.',
    'Stop that program, or choose another port: --port 8081 (or the variable PORT).',
  ],
  EADDRNOTAVAIL: ['This machine does not have that address.', 'Choose another one with --host.'],
  EACCES: [
    'The system does not allow it.',
    'Look at who owns the data folder, and use a port above 1023.',
  ],
  ENOSPC: [
    'The disk is full.',
    'Make room, on the disk of the data folder or of the file that you named.',
  ],
  ENOENT: ['A file or folder is not there.', 'Look at the paths that you gave.'],
}

function asCliError(thrown: unknown): CliError {
  if (thrown instanceof CliError) return thrown
  if (thrown instanceof ConfigError) {
    const advice = 'Every setting is described by `mintmark serve --help` and in docs/config.md.'
    return usage(thrown.message, advice)
  }
  if (thrown instanceof StoreNotOpened || thrown instanceof MoveRefused) {
    return new CliError(thrown.message, thrown.advice)
  }
  if (thrown instanceof StoreUnavailable) {
    const advice = 'Look whether there is room on the disk, or whether the database runs.'
    return new CliError(`The store does not do what was asked: ${wordsOf(thrown)}.`, advice)
  }
  const { code, errcode, address, port, path } = thrown as Readonly<Record<string, unknown>>
  const isFull = typeof errcode === 'number' && (errcode & 0xff) === SQLITE_FULL
  const named = isFull ? 'ENOSPC' : code
  const known = typeof named === 'string' ? SYSTEM_WORDS[named] : undefined
  if (known !== undefined) {
    const [words, advice] = known
    const where = path ?? (port === undefined ? undefined : `${address ?? ''}:${port}`)
    return new CliError(where === undefined ? words : `${words} (${where})`, advice)
  }
  const message = thrown instanceof Error ? firstLine(causeOf(thrown)) : String(thrown)
  return new CliError(message, 'If this is no mistake of the set-up, please report it.')
}

/** Wrappers say that something failed; what it was stands deeper. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message} ${causeOf(error.cause)}` : error.message
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text
}
