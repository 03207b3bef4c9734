import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { render, TemplateError } from './template.ts'

const scope = {
  vocera: { agent_id: 7, api_key: 'k' },
  scopes: ['a', 'b:c'],
  claims: { iat: 100, exp: 1000 },
  url: 'http://127.0.0.1:1/guest/x?y=z',
}

test('a lone placeholder keeps the type of its value, inside text it becomes text', () => {
  assert.deepEqual(render({ id: '{{vocera.agent_id}}', all: '{{scopes}}' }, scope), {
    id: 7,
    all: ['a', 'b:c'],
  })
  assert.equal(render('agent {{vocera.agent_id}} of {{vocera.api_key}}', scope), 'agent 7 of k')
  assert.equal(render('{{vocera.agent_id}}{{vocera.agent_id}}', scope), '77')
})

test('a name that is not there stops the transcript instead of being sent', () => {
  assert.throws(() => render('{{vocera.secret}}', scope), TemplateError)
  assert.throws(() => render('{{toString}}', scope), TemplateError)
  assert.throws(() => render('{{vocera | nofilter}}', scope), TemplateError)
  assert.throws(() => render('x{{vocera}}', scope), TemplateError)
})

test('filters follow each other from left to right', () => {
  assert.equal(render("{{scopes | join ' ' | urlencode}}", scope), 'a%20b%3Ac')
  assert.equal(render("{{scopes | join ','}}", scope), 'a,b:c')
  assert.equal(render('{{claims.exp | minus claims.iat | plus 1}}', scope), 901)
  assert.equal(render('{{url | path}}', scope), '/guest/x?y=z')
  assert.equal(render("{{url | query 'y'}}", scope), 'z')
  assert.equal(render("{{'ab' | base64}}", scope), 'YWI=')
  assert.equal(render("{{'ab' | base64url}}", scope), 'YWI')
  assert.equal(render("{{'YWI=' | base64decoded}}", scope), 'ab')
  assert.equal(render("{{'ab' | braced}}", scope), '{ab}')
  assert.equal(
    render("{{'ab' | s256}}", scope),
    createHash('sha256').update('ab').digest('base64url'),
  )
})

test('a mistyped secret differs from the secret whatever it ends with', () => {
  assert.equal(render("{{'xyz' | mistyped}}", scope), 'xya')
  assert.equal(render("{{'xya' | mistyped}}", scope), 'xyb')
})

test('random text has the length asked for and is another one each time', () => {
  const first = String(render('{{43 | randomText}}', scope))
  assert.match(first, /^[A-Za-z0-9]{43}$/)
  assert.notEqual(first, render('{{43 | randomText}}', scope))
  assert.match(String(render('{{7 | randomDigits}}', scope)), /^\d{7}$/)
})
