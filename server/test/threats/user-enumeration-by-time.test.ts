// A stranger cannot find out who has an account: known and unknown users are refused with the same
// bytes and in the same time (ASVS 6.3.8).
import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { after, test } from 'node:test'
import { openBrowser, signInPost } from '../browser.ts'
import { authorizePath } from '../flows/standard.ts'
import { mintForThisFile, rounds } from '../mint.ts'
import { type Answer, basic } from '../wire.ts'

const mint = await mintForThisFile()
// One kept connection: opening one takes longer than what is measured.
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
after(() => agent.destroy())

const differenceMsMax = 5
const sameSideMin = 0.8
const attemptsMax = 5
const pairsPerMinute = 20
const password = 'certainly-not-the-password-of-anyone'

type Try = (username: string) => Promise<Answer>

test('the Envoy password grant refuses known and unknown users alike', async () => {
  const { client_id, client_secret, username, non_admin } = mint.demo.envoy
  const headers = { Authorization: basic(client_id, client_secret) }
  const tryOne: Try = (name) => {
    const form = { grant_type: 'password', username: name, password, scope: 'locations.read' }
    return mint.request('/oauth2/token', { headers, form, agent })
  }
  await assertAlike(tryOne, username, unknownLike(username), 401)
  await assertAlike(tryOne, non_admin.username, unknownLike(non_admin.username), 401)
})

test('the sign-in page refuses known and unknown users alike', async () => {
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  const page = await browser.open(authorizePath(mint, mint.demo.standard))
  const tryOne: Try = async (email) => {
    const post = signInPost(mint, page, { email, password })
    assert.ok(post !== undefined, page.text)
    const answer = await browser.post(post)
    // The page gives back the address that was typed, and a token that changes each time.
    const text = answer.text.replaceAll(email, 'EMAIL').replace(/value="[^"]*"/g, 'value')
    return { ...answer, text }
  }
  const { email } = mint.demo.vocalcola.user
  const status = (await tryOne(email)).status
  assert.ok(status >= 400 && status < 500, `a refusal: ${status}`)
  await assertAlike(tryOne, email, unknownLike(email), status)
})

/**
 * Noise makes either side slow at times. A real difference is there in nearly every pair, always on
 * the same side, and in every attempt.
 */
async function assertAlike(tryOne: Try, known: string, unknown: string, status: number) {
  let last = ''
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const differences: number[] = []
    for (let pair = 0; pair < rounds(pairsPerMinute); pair += 1) {
      if (pair % pairsPerMinute === 0) await mint.advance(61)
      // Who comes second finds things warm, so they take turns.
      const isKnownFirst = pair % 2 === 0
      const first = await timed(tryOne, isKnownFirst ? known : unknown)
      const second = await timed(tryOne, isKnownFirst ? unknown : known)
      for (const { answer } of [first, second]) assert.equal(answer.status, status, answer.text)
      assert.equal(first.answer.text, second.answer.text, 'they are equal, byte by byte')
      differences.push(isKnownFirst ? first.ms - second.ms : second.ms - first.ms)
    }
    const medianMs = at(differences, 0.5)
    const sameSide = differences.filter((ms) => ms > 0 === medianMs > 0).length / differences.length
    if (Math.abs(medianMs) < differenceMsMax || sameSide < sameSideMin) return
    last = `${medianMs.toFixed(2)} ms in the median, ${100 * sameSide} % on the same side`
  }
  assert.fail(`known and unknown users differ in each attempt: ${last}`)
}

async function timed(tryOne: Try, username: string) {
  const from = performance.now()
  const answer = await tryOne(username)
  return { answer, ms: performance.now() - from }
}

function at(times: readonly number[], quantile: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(quantile * (sorted.length - 1))] ?? 0
}

function unknownLike(username: string): string {
  return `nobody-${username}`
}
