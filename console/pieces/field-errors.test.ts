import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../api/problem.ts'
import { fieldErrors } from './field-errors.ts'

const problem = (...pointers: readonly string[]) =>
  new Problem({
    status: 400,
    detail: 'The first of them.',
    errors: pointers.map((pointer) => ({ pointer, detail: `${pointer} is wrong.` })),
  })

test('a refusal stands beside the field that it is about', () => {
  assert.deepEqual(fieldErrors(problem('#/name', '#/scopes/1'), ['name', 'scopes']), {
    fields: { name: '#/name is wrong.', scopes: '#/scopes/1 is wrong.' },
    rest: undefined,
  })
})

test('what is about no field of the form is said for the whole form', () => {
  assert.deepEqual(fieldErrors(problem('#/dialect'), ['name']), {
    fields: {},
    rest: 'The first of them.',
  })
  assert.equal(fieldErrors(problem(), ['name']).rest, 'The first of them.')
})
