import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { whoImportsWhom } from './who-imports-whom.ts'

const ONLY_ITSELF = 'a dialect imports only itself and the contract, not'
const THROUGH_THE_LIST = 'reach dialects through their list or contract, not'

const importing = (path: string, ...specifiers: readonly string[]) =>
  found(whoImportsWhom, {
    [path]: specifiers.map((each) => `import { a } from '${each}'`).join('\n'),
  })

const importingTypes = (path: string, specifier: string) =>
  found(whoImportsWhom, { [path]: `import type { A } from '${specifier}'` })

test('what the table allows is free', () => {
  const free = [
    ...importing('server/protocol/errors.ts', './scope.ts', 'node:crypto'),
    ...importing('server/store/sqlite/engine.ts', '../../protocol/errors.ts', 'kysely'),
    ...importing('server/grants/code.ts', '../store/store.ts', '../resources/plans.ts'),
    ...importing('server/endpoints/token.ts', '../grants/index.ts', '../tokens/issuer.ts'),
    ...importing('server/app.ts', './endpoints/token.ts', './config.ts', './dialects/index.ts'),
    ...importing('server/cli/main.ts', '../app.ts', '../config.ts'),
    ...importing('conformance/main.ts', '../server/protocol/errors.ts'),
  ]
  assert.deepEqual(free, [])
})

test('what it does not name is refused, with the line', () => {
  assert.deepEqual(
    importing('server/grants/code.ts', '../protocol/errors.ts', '../tokens/pen.ts'),
    ['server/grants/code.ts:2 grants may not import tokens'],
  )
  assert.deepEqual(importing('server/protocol/errors.ts', '../store/store.ts'), [
    'server/protocol/errors.ts:1 protocol may not import store',
  ])
  assert.deepEqual(importing('server/gateway/admit.ts', '../pages/send.ts'), [
    'server/gateway/admit.ts:1 gateway may not import pages',
  ])
  assert.deepEqual(importing('server/app.ts', '../tools/tidy.ts'), [
    'server/app.ts:1 the server imports nothing outside server/: tools/tidy.ts',
  ])
})

test('a type is a dependency too: erased imports obey the table', () => {
  assert.equal(importingTypes('server/grants/code.ts', '../tokens/issuer.ts').length, 1)
})

test('a folder without a row is refused, so that nobody forgets to decide', () => {
  assert.deepEqual(importing('server/misc/thing.ts', '../protocol/errors.ts'), [
    'server/misc/thing.ts:1 the import table has no row for misc',
  ])
})

test('a dialect imports protocol, the contract, wire types, Node and itself', () => {
  const path = 'server/dialects/vonage/token.ts'
  const free = [
    ...importing(path, './refuse.ts', '../contract.ts', '../../protocol/errors.ts', 'node:buffer'),
    ...importingTypes(path, '../../http/wire.ts'),
    ...importing('server/dialects/index.ts', './vonage/dialect.ts'),
    ...importing('server/dialects/contract.ts', '../protocol/errors.ts'),
  ]
  assert.deepEqual(free, [])
})

test('a dialect imports no sibling, no list, no package and nothing that decides', () => {
  const path = 'server/dialects/vonage/token.ts'
  assert.deepEqual(
    importing(
      path,
      '../envoy/token.ts',
      '../index.ts',
      'jose',
      '../../store/store.ts',
      '../../http/wire.ts',
    ),
    [
      `${path}:1 ${ONLY_ITSELF} server/dialects/envoy/token.ts`,
      `${path}:2 ${ONLY_ITSELF} server/dialects/index.ts`,
      `${path}:3 a dialect imports no package: jose`,
      `${path}:4 dialects may not import store`,
      `${path}:5 dialects may not import http`,
    ],
  )
})

test('the rest of the server reaches dialects only through their list and contract', () => {
  assert.deepEqual(importing('server/gateway/gate.ts', '../dialects/index.ts'), [])
  assert.deepEqual(importing('server/gateway/gate.ts', '../dialects/vonage/token.ts'), [
    `server/gateway/gate.ts:1 ${THROUGH_THE_LIST} server/dialects/vonage/token.ts`,
  ])
})

test('SDK, widget and console take types of the server and nothing that runs', () => {
  assert.deepEqual(importingTypes('client/main.ts', '../server/protocol/errors.ts'), [])
  for (const specifier of ['../server/protocol/errors.ts', '@mintmark/server']) {
    assert.deepEqual(importing('console/main.tsx', specifier), [
      'console/main.tsx:1 console speaks to the server over HTTP and may import only its types',
    ])
  }
})

test('tests are free', () => {
  assert.deepEqual(importing('server/protocol/errors.test.ts', '../app.ts'), [])
  assert.deepEqual(importing('server/test/mint.ts', '../app.ts', '../../tools/tidy.ts'), [])
})
