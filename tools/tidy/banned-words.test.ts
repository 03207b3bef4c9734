import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bannedWords } from './banned-words.ts'
import { found } from './found.ts'
import { partsOf } from './words.ts'

const foundIn = (text: string, path = 'server/tokens/issuer.ts') =>
  found(bannedWords, { [path]: text })

test('a banned word is found in every spelling of a name, once per file, with a better one', () => {
  assert.deepEqual(foundIn('const loginUrl = 1\nconst again = loginUrl'), [
    'server/tokens/issuer.ts:1 loginUrl: do not say "login" here; say sign-in',
  ])
  for (const name of ['handleRequest', 'TokenManager', 'user_data', 'helpers', 'APP_ID', 'auth']) {
    assert.equal(foundIn(`const ${name} = 1`).length, 1, name)
  }
})

test('words of one vendor for our own things are found as pairs', () => {
  assert.equal(foundIn('const userToken = 1').length, 1)
  assert.equal(foundIn('const plan_keys = 1').length, 0)
  assert.equal(foundIn('const sealedPrivateKey = 1').length, 1)
})

test('a name that only contains the letters is free', () => {
  const free = 'const application = happen(authenticate, database, handler, processed, authCode)'
  assert.deepEqual(foundIn(free), [])
})

test('names that others chose are free: members, imports of packages, Node’s process', () => {
  const text = [
    "import { validate, type Session as Theirs } from 'somewhere'",
    'log.info(validate(request?.data), process.env)',
    '// handle the session data of the app',
    "const text = 'login'",
  ].join('\n')
  assert.deepEqual(foundIn(text), [])
})

test('a name of ours is found where it is spread or declared as a member', () => {
  assert.equal(foundIn('const all = [...services]').length, 1)
  assert.equal(foundIn('interface A { readonly session: string }').length, 1)
  assert.equal(foundIn('function process() {}').length, 1)
})

test('names of files and folders count', () => {
  assert.deepEqual(foundIn('', 'server/tokens/token-utils.ts'), [
    'server/tokens/token-utils.ts:1 token-utils: do not say "util" here; say the concept',
  ])
})

test('dialects, tests and other programs may say what they like', () => {
  const text = 'const appLogin = 1'
  assert.deepEqual(foundIn(text, 'server/dialects/vocalcola/token.ts'), [])
  assert.deepEqual(foundIn(text, 'server/tokens/issuer.test.ts'), [])
  assert.deepEqual(foundIn(text, 'console/main.ts'), [])
  assert.equal(foundIn(text, 'server/dialects/index.ts').length, 2)
})

test('names are cut at capitals, digits’ ends and marks', () => {
  assert.deepEqual(partsOf('parseJWTHeader2At_once-more'), [
    'parse',
    'jwt',
    'header2',
    'at',
    'once',
    'more',
  ])
})
