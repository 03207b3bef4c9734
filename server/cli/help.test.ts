import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from 'commander'
import { COMMANDS, programFor } from './program.ts'

/** They start something, or have a format of their own. */
const WITHOUT_JSON = ['dev', 'serve', 'export']

test('every command, and every one below it, has help with an example', async () => {
  assert.match(helpOf(await programFor([])), /Example:\n {2}\$ mintmark /)
  for (const [name] of COMMANDS) {
    const command = (await programFor([name])).commands.find((one) => one.name() === name)
    assert.ok(command !== undefined)
    for (const one of withThoseBelow(command)) {
      const help = helpOf(one)
      const path = [one.parent?.name(), one.name()].join(' ')
      assert.match(help, /Example:\n {2}\$ mintmark /, path)
      const acts = one.commands.length === 0 && !WITHOUT_JSON.includes(one.name())
      if (acts) assert.match(help, /--json/, path)
    }
  }
})

function withThoseBelow(command: Command): readonly Command[] {
  const below = command.commands.filter((one) => one.name() !== 'help')
  return [command, ...below.flatMap(withThoseBelow)]
}

function helpOf(command: Command): string {
  let text = ''
  const writeOut = (more: string) => {
    text += more
  }
  command.configureOutput({ writeOut })
  command.outputHelp()
  return text
}
