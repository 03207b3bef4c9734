import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ConfigError, readConfig } from './config.ts'
import { readMasterKey } from './master-key.ts'
import { SETTINGS } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-config-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const read = (sources: Partial<Parameters<typeof readConfig>[1]>, mode: 'dev' | 'serve' = 'dev') =>
  readConfig(mode, { flags: {}, env: {}, file: undefined, ...sources })

const problemsOf = async (promise: Promise<unknown>): Promise<readonly string[]> => {
  try {
    await promise
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems
    throw thrown
  }
  return []
}

describe('the configuration', () => {
  it('takes a flag before the environment before the file before the default', async () => {
    const file = join(folder, 'order.yaml')
    writeFileSync(file, 'port: 1111\nlimits:\n  password_per_ip: 7\nlog_level: error\n')
    const config = await read({ flags: { port: '3333' }, env: { PORT: '2222' }, file })
    assert.equal(config.port, 3333)
    assert.equal((await read({ env: { PORT: '2222' }, file })).port, 2222)
    const fromFile = await read({ file })
    assert.deepEqual(
      [fromFile.port, fromFile['limits.password_per_ip'], fromFile.log_level],
      [1111, 7, 'error'],
    )
    assert.equal((await read({})).port, 8080)
  })

  it('refuses everything that is wrong at once, each with what would be right', async () => {
    const problems = await problemsOf(
      read({
        flags: { prot: '1' },
        env: { PORT: 'many', MINTMARK_LOG_LEVEL: 'loud', MINTMARK_MASTER_KEZ: 'x' },
      }),
    )
    assert.equal(problems.length, 4)
    assert.match(problems.join('\n'), /prot: there is no such setting/)
    assert.match(problems.join('\n'), /MINTMARK_MASTER_KEZ: there is no such setting/)
    assert.match(problems.join('\n'), /port: "many" is not right; it must be a port/)
    assert.match(problems.join('\n'), /log_level: "loud" is not right; it must be trace/)
  })

  it('refuses a file that is not there or not YAML', async () => {
    const broken = join(folder, 'broken.yaml')
    writeFileSync(broken, 'port: [1\n')
    assert.match((await problemsOf(read({ file: broken })))[0] ?? '', /not a YAML file/)
    const absent = join(folder, 'absent.yaml')
    assert.match((await problemsOf(read({ file: absent })))[0] ?? '', /there is no file/)
  })

  it('has a default for every setting that its own schema takes, in both modes', async () => {
    for (const mode of ['dev', 'serve'] as const) await read({}, mode)
    for (const setting of SETTINGS) assert.ok(setting.doc.endsWith('.'), setting.name)
  })

  it('never repeats a secret in what it says', async () => {
    const key = 'c2VjcmV0IHNlY3JldCBzZWNyZXQ='
    const config = await read({ env: { MINTMARK_MASTER_KEY: key } }, 'serve')
    assert.throws(
      () => readMasterKey(config),
      (error: Error) => !error.message.includes(key),
    )
  })
})

describe('the master key', () => {
  const key = (text: string) => read({ env: { MINTMARK_MASTER_KEY: text } }, 'serve')

  it('must be there in production', async () => {
    assert.throws(() => readMasterKey({ ...CONFIG, master_key: '' }), /it is missing/)
  })

  it('must be random, long and in base64', async () => {
    for (const weak of [
      'changeme',
      'x'.repeat(44),
      Buffer.alloc(32).toString('base64'),
      Buffer.from('correct horse battery staple correct').toString('base64'),
      Buffer.from(Array.from({ length: 16 }, (_, i) => 200 + i)).toString('base64'),
    ]) {
      const config = await key(weak)
      assert.throws(() => readMasterKey(config), /too weak/, weak)
    }
    const strong = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 200) % 256))
    assert.deepEqual(Buffer.from(readMasterKey(await key(strong.toString('base64')))), strong)
  })
})

const CONFIG = await read({}, 'serve')
