// A checker that never finds anything proves nothing. So each promise is broken on purpose, and the
// checker must find out: by a wire that lies, or by a store that forgets.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { lies } from './lies.ts'
import { openForgetfulSystem, openSqliteSystem, openUnrevokingSystem } from './sqlite-system.ts'
import type { System } from './system.ts'
import { type Torture, torture } from './torture.ts'

const options: Torture = {
  store: 'sqlite',
  seed: 'a liar',
  firstRound: 1,
  rounds: 8,
  workers: 4,
  acts: 25,
  killsMax: 0,
}

// Where nobody is killed, one server is enough for all lies.
const shared = await openSqliteSystem()
after(() => shared.close())
const openShared = async (): Promise<System> => ({ ...shared, close: async () => {} })

for (const [name, lie] of Object.entries(lies)) {
  test(`a server that ${name} is found out`, async (t) => {
    const { broken } = await torture({ ...options, open: openShared, lie: lie() })
    assert.ok(broken !== undefined, 'nothing was found')
    t.diagnostic(`in round ${broken.round}, ${broken.violation.thing}: ${broken.violation.message}`)
    assert.ok(broken.history.some((line) => line.includes(`\t${broken.violation.thing}\t`)))
  })
}

for (const [name, open] of [
  ['a disk that forgets what was acknowledged', openForgetfulSystem],
  ['a server that keeps revocations in memory only', openUnrevokingSystem],
] as const) {
  test(`${name} is found out`, async (t) => {
    const { broken } = await torture({ ...options, killsMax: 1, open })
    assert.ok(broken !== undefined, 'nothing was found')
    t.diagnostic(`in round ${broken.round}, ${broken.violation.thing}: ${broken.violation.message}`)
  })
}

test('an honest server that nobody kills is believed', async () => {
  const { figures, broken } = await torture({ ...options, open: openShared, rounds: 2 })
  assert.equal(broken?.violation.message, undefined)
  assert.ok(figures.ok > 50 && figures.checks > 50, 'something was asked and looked at')
  assert.equal(figures.unknown, 0)
})
