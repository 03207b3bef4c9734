import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ProtocolError } from '../protocol/errors.ts'
import type { BodyKind } from '../protocol/wire.ts'
import { parseBody } from './body.ts'

const ALL: readonly BodyKind[] = ['json', 'form', 'multipart']
const parse = async (type: string | undefined, text: string, accepts = ALL) =>
  parseBody(type, Buffer.from(text), accepts)

const part = (name: string, value: string, extra = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${extra}\r\n\r\n${value}\r\n`
const MULTIPART = 'multipart/form-data; boundary=b'

describe('a request body', () => {
  it('is read by its content type, whatever stands behind the type', async () => {
    assert.deepEqual(await parse('application/json; charset=utf-8', '{"a":1}'), {
      kind: 'json',
      value: { a: 1 },
    })
    assert.deepEqual(await parse('application/vnd.api+json', '{"a":1}'), {
      kind: 'json',
      value: { a: 1 },
    })
    const form = await parse('application/x-www-form-urlencoded', 'a=1&b=x%3Ay&c=d+e')
    assert.deepEqual(form.kind === 'form' && { ...form.fields }, { a: '1', b: 'x:y', c: 'd e' })
    const multipart = await parse(MULTIPART, `${part('a', '1')}${part('b', 'x y')}--b--\r\n`)
    assert.deepEqual(multipart.kind === 'multipart' && { ...multipart.fields }, {
      a: '1',
      b: 'x y',
    })
  })

  it('may be missing, whatever the header says', async () => {
    assert.deepEqual(await parse('application/json', ''), { kind: 'none' })
    assert.deepEqual(await parse('application/json', ' \n '), { kind: 'none' })
    assert.deepEqual(parseBody('text/plain', undefined, []), { kind: 'none' })
  })

  it('of a type that is not taken here is refused by name', async () => {
    await assert.rejects(parse('application/json', '{}', ['form']), {
      code: 'unsupported_media_type',
    })
    await assert.rejects(parse('text/plain', 'x'), {
      code: 'unsupported_media_type',
      options: { value: 'text/plain' },
    })
    await assert.rejects(parse(undefined, 'x'), { code: 'unsupported_media_type' })
  })

  it('has no name twice, in any encoding', async () => {
    const refused = { code: 'duplicate_parameter' }
    await assert.rejects(parse('application/x-www-form-urlencoded', 'a=1&a=2'), refused)
    await assert.rejects(parse('application/json', '{"a":1,"a":1}'), refused)
    await assert.rejects(parse('application/json', '{"a":{"b":1,"b":2}}'), refused)
    await assert.rejects(parse(MULTIPART, `${part('a', '1')}${part('a', '2')}--b--\r\n`), refused)
  })

  it('may repeat a resource (RFC 8707)', async () => {
    const form = await parse('application/x-www-form-urlencoded', 'resource=a&resource=b')
    assert.deepEqual(form.kind === 'form' && form.fields.resource, ['a', 'b'])
  })

  it('reaches no prototype', async () => {
    const refused = { code: 'malformed_body' }
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      await assert.rejects(parse('application/json', `{"${name}":{"admin":true}}`), refused)
      await assert.rejects(parse('application/json', `{"a":{"${name}":1}}`), refused)
      await assert.rejects(parse('application/x-www-form-urlencoded', `${name}=1`), refused)
      await assert.rejects(parse(MULTIPART, `${part(name, '1')}--b--\r\n`), refused)
    }
    assert.equal(({} as Record<string, unknown>).admin, undefined)
  })

  it('that is broken is refused without a word of what it said', async () => {
    for (const [type, text] of [
      ['application/json', '{secret'],
      ['application/json', '"secret'],
      [MULTIPART, part('a', 'secret')],
      ['multipart/form-data', 'secret'],
      [`multipart/form-data; boundary=${'x'.repeat(71)}`, 'secret'],
    ] as const) {
      await assert.rejects(parse(type, text), (error: Error) => {
        assert.doesNotMatch(error.message, /secret/)
        return 'code' in error && error.code === 'malformed_body'
      })
    }
  })

  it('brings no files, no crowds and no towers', async () => {
    const file = part('f', 'x', '; filename="a.txt"')
    await assert.rejects(parse(MULTIPART, `${file}--b--\r\n`), { code: 'malformed_body' })
    const crowd = Array.from({ length: 500 }, (_, i) => part(`n${i}`, '')).join('')
    await assert.rejects(parse(MULTIPART, `${crowd}--b--\r\n`), { code: 'body_too_large' })
    const tower = '['.repeat(10_000) + ']'.repeat(10_000)
    await assert.rejects(parse('application/json', tower), { code: 'malformed_body' })
  })

  it('in parts may be spelled as any client spells it', async () => {
    const spelled = [
      'preamble\r\n--b \t\r\ncontent-type: text/plain; charset=ISO-8859-1\r\n',
      'CONTENT-DISPOSITION:form-data;name=a\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xe9\r\n',
      part('b', ''),
      part('q\\"', 'x--b\r\n--c'),
      `--b\r\nContent-Disposition: form-data; name="${'\xc3\xa9'}"\r\n\r\n\xc3\xbc\r\n`,
      '--b--\r\nepilogue',
    ].join('')
    const body = parseBody(MULTIPART, Buffer.from(spelled, 'latin1'), ALL)
    assert.deepEqual(body.kind === 'multipart' && { ...body.fields }, {
      a: 'é',
      b: '',
      'q"': 'x--b\r\n--c',
      é: 'ü',
    })
  })

  it('in parts that two readers could take for two things is refused', async () => {
    const disposition = 'Content-Disposition: form-data; name="a"'
    const bodies = [
      `--b\r\n${disposition}\r\n${disposition}\r\n\r\n1\r\n--b--`,
      `--b\r\n${disposition}; name="b"\r\n\r\n1\r\n--b--`,
      `--b\r\n${disposition}; "name=b"\r\n\r\n1\r\n--b--`,
      `--b\r\n${disposition}\r\n--b\r\n\r\n1\r\n--b--`,
      `--b\r\n folded\r\n${disposition}\r\n\r\n1\r\n--b--`,
      `--bc\r\n${disposition}\r\n\r\n1\r\n--bc--`,
      `--b\n${disposition}\n\n1\n--b--`,
      '--b\r\nX-Other: 1\r\n\r\n1\r\n--b--',
      `--b\r\n${disposition}${';name="'.repeat(4_000)}\r\n\r\n1\r\n--b--`,
      `--b\r\n${disposition}\r\nContent-Type: text/plain; charset=none\r\n\r\n1\r\n--b--`,
      `--b\r\n${disposition}\r\nContent-Type: multipart/mixed\r\n\r\n1\r\n--b--`,
    ]
    for (const body of bodies) {
      await assert.rejects(parse(MULTIPART, body), { code: 'malformed_body' }, body.slice(0, 120))
    }
    const long = part('a', 'x'.repeat(16_385))
    await assert.rejects(parse(MULTIPART, `${long}--b--`), { code: 'body_too_large' })
  })

  it('that is valid JSON with single names always reads as JSON.parse reads it', async () => {
    const names = fc.stringMatching(/^[a-z":\\{},[\]]{1,8}$/)
    const values = fc.dictionary(names, fc.oneof(fc.string(), fc.integer(), fc.boolean()))
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const text = JSON.stringify(value)
        const body = await parse('application/json', text)
        assert.deepEqual(body, { kind: 'json', value: JSON.parse(text) })
      }),
    )
  })

  it('of random bytes is refused, never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ALL), fc.uint8Array(), async (kind, bytes) => {
        const type = { json: 'application/json', form: 'application/x-www-form-urlencoded' }
        const contentType = kind === 'multipart' ? MULTIPART : type[kind]
        try {
          parseBody(contentType, Buffer.from(bytes), ALL)
        } catch (error) {
          assert.ok(error instanceof ProtocolError && error.status < 500, String(error))
        }
      }),
    )
  })
})
