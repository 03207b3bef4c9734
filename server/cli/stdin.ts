import { usage } from './errors.ts'

const STDIN_CHARACTERS_MAX = 100_000

/** A secret that must not stand in a command's arguments, where others on the machine see it. */
export async function readStdin(): Promise<string> {
  let text = ''
  process.stdin.setEncoding('utf8')
  for await (const chunk of process.stdin) {
    text += chunk
    if (text.length > STDIN_CHARACTERS_MAX) throw usage('Standard input is too long.')
  }
  const [line = ''] = text.split(/\r?\n/, 1)
  if (line === '') throw usage('Standard input is empty.')
  return line
}
