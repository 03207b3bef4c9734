// There is no default password. A server that nobody operates prints a link, to standard output and
// never to its log; the newest alone is good, once, and as long as there is no operator (ASVS
// 6.3.2, 13.2.3, 16.2.5).
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { mintmark, runCli } from '../../cli/test/run-cli.ts'
import { openBrowser } from '../browser.ts'
import { formPost, isSignedIn } from '../flows/people.ts'
import { spawnMint } from '../mint.ts'
import { freePort, newFolder } from '../places.ts'
import { storeSettings } from '../test-store.ts'
import { send } from '../wire.ts'

const dataDir = newFolder()
const port = await freePort()
const baseUrl = `http://127.0.0.1:${port}`
const env = {
  MINTMARK_DATA_DIR: dataDir,
  MINTMARK_MASTER_KEY: randomBytes(32).toString('base64'),
  MINTMARK_BASE_URL: baseUrl,
  MINTMARK_HOST: '127.0.0.1',
  MINTMARK_LOG_LEVEL: 'trace',
  MINTMARK_SHUTDOWN_DELAY_SEC: '0',
  PORT: `${port}`,
  ...(await storeSettings(dataDir)),
}
const mint = { baseUrl, request: (path: string, init = {}) => send(port, path, init) }
const browserOf = () => openBrowser(mint, 'https://client.example/')

const PERSON = { name: 'Olga Operator', email: 'olga@example.com' }
const typed = (password: string) => ({ new_password: password, new_password_again: password })
const filled = { ...PERSON, ...typed('tall copper lantern') }

const children: ReturnType<typeof spawnMint>[] = []
after(() => {
  for (const child of children) child.kill('SIGKILL')
})

async function serve() {
  const child = spawnMint(['serve'], env)
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk
  })
  const until = Date.now() + 30_000
  while (!said.out.includes('Mintmark serves') || !(await isReady())) {
    assert.ok(child.exitCode === null && Date.now() < until, said.err)
    await pause(50)
  }
  return {
    said,
    link: /\/setup\?token=\S+/.exec(said.out)?.[0],
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function isReady(): Promise<boolean> {
  return (await mint.request('/readyz').catch(() => undefined))?.status === 200
}

test('the first operator is made by the newest link, once, and by nothing else', async () => {
  const first = await serve()
  assert.ok(first.link !== undefined, first.said.out)
  for (const password of ['admin', 'operator', 'password', 'mintmark']) {
    const browser = browserOf()
    const page = await browser.open('/sign-in')
    const refused = await browser.post(formPost(page, { email: 'admin@example.com', password }))
    assert.equal(refused.status, 403)
  }
  const early = browserOf()
  const earlyPage = await early.open(first.link)
  assert.equal(earlyPage.path, '/setup')
  assert.ok(!first.said.err.includes(first.link.split('=')[1] ?? ''), 'the log does not have it')
  await first.stop()

  const second = await serve()
  assert.ok(second.link !== undefined && second.link !== first.link)
  assert.equal((await browserOf().open(first.link)).status, 410, 'a newer one took its place')
  assert.equal((await early.post(formPost(earlyPage, filled))).status, 410)
  assert.equal((await browserOf().open('/setup')).status, 410)

  const made = (await mintmark(['operator', 'link', '--json'], { env })).json()
  const link = new URL(String(made.link))
  const path = `${link.pathname}${link.search}`
  assert.equal((await browserOf().open(second.link)).status, 410)
  const opened = []
  for (let i = 0; i < 8; i += 1) {
    const browser = browserOf()
    opened.push({ browser, page: await browser.open(path) })
  }
  const poor = await opened[0]?.browser.post(
    formPost(opened[0].page, { name: '', email: 'nobody', ...typed('short') }),
  )
  assert.equal(poor?.status, 400)
  for (const words of [/people call you/, /no e-mail address/, /at least 12 characters/]) {
    assert.match(poor?.text ?? '', words)
  }
  const answers = await Promise.all(
    opened.map(({ browser, page }, i) =>
      browser.post(formPost(page, { ...filled, email: `olga${i}@example.com` })),
    ),
  )
  const won = answers.filter(({ status }) => status !== 410)
  assert.equal(won.length, 1, answers.map(({ status }) => status).join())
  const signedIn = await Promise.all(opened.map(({ browser }) => isSignedIn(browser)))
  assert.equal(signedIn.filter(Boolean).length, 1)
  const again = await runCli(['operator', 'link'], { env })
  assert.equal(again.code, 1)
  assert.match(again.err, /an operator already/)
  await second.stop()

  const third = await serve()
  assert.equal(third.link, undefined, 'there is an operator now')
  assert.equal((await browserOf().open(path)).status, 410)
  await third.stop()
})
