import assert from 'node:assert/strict'
import { test } from 'node:test'
import { erasableSyntax } from './erasable-syntax.ts'
import { found } from './found.ts'

const foundIn = (text: string) => found(erasableSyntax, { 'a.ts': text })

test('what Node can erase is free', () => {
  const text = [
    'class A { readonly b: string; constructor(b: string, { readonly }: C) { this.b = b } }',
    "const namespace = 'enum'",
    'const { enum: e } = schema',
    'interface D { constructor(private: string): void }',
    '// enum E { F }',
  ].join('\n')
  assert.deepEqual(foundIn(text), [])
})

test('enums, namespaces and parameter properties are found', () => {
  assert.deepEqual(foundIn('export enum A { B }'), ['a.ts:1 enum: Node cannot erase this'])
  assert.deepEqual(foundIn('\nconst enum A { B }'), ['a.ts:2 enum: Node cannot erase this'])
  assert.deepEqual(foundIn('namespace A.B { }'), ['a.ts:1 namespace: Node cannot erase this'])
  for (const parameter of ['private b: B', 'readonly b: B', 'b: B, public readonly c: C']) {
    assert.deepEqual(
      foundIn(`class A { constructor(${parameter}) {} }`),
      ['a.ts:1 parameter property: Node cannot erase this'],
      parameter,
    )
  }
})
