// Hostile texts in every place of every page: none may become markup, reorder our words or vanish.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { en } from '../messages/en.ts'
import {
  type Frame,
  renderAgent,
  renderConsent,
  renderGuest,
  renderHome,
  renderNotice,
  renderProblem,
  renderSecondFactor,
  renderSetup,
  renderSignIn,
  renderWelcome,
} from './index.ts'
import { accountPages } from './test/account-pages.ts'

const frame: Frame = { text: en, brand: { name: 'Mintmark' } }
const AT = '2026-11-21T21:34:00Z'

/** Each page with one text in every place that takes a text. */
const pagesWith: Readonly<Record<string, (text: string) => string>> = {
  'sign-in': (text) =>
    renderSignIn(frame, {
      clientName: `n${text}`,
      scopes: [{ value: text, description: text }],
      action: '/sign-in',
      fields: { [text]: text },
      email: text,
      problem: `p${text}`,
    }),
  'second factor': (text) =>
    renderSecondFactor(frame, {
      userEmail: text,
      action: '/sign-in/second-factor',
      startAgainUrl: '/sign-in',
      fields: { [text]: text },
    }),
  setup: (text) =>
    renderSetup(frame, {
      action: '/setup',
      fields: { [text]: text },
      name: text,
      email: text,
      password: { charactersMin: 12 },
      problems: {},
    }),
  welcome: (text) =>
    renderWelcome(frame, {
      userEmail: text,
      action: '/welcome',
      fields: { [text]: text },
      password: { charactersMin: 8 },
    }),
  consent: (text) =>
    renderConsent(frame, {
      clientName: text,
      redirectHost: text,
      scopes: [{ value: text, description: text }],
      userEmail: text,
      action: '/consent',
      fields: { csrf: text, [text]: text },
      lifetimeWords: `l${text}`,
    }),
  problem: (text) =>
    renderProblem(frame, {
      status: 400,
      heading: text,
      words: text,
      whatToDo: text,
      requestId: text,
    }),
  notice: (text) => renderNotice(frame, { heading: text, words: text }),
  agent: (text) =>
    renderAgent(frame, {
      agentEmail: text,
      embedded: false,
      room: {
        reference: text,
        guestLink: `https://rooms.example/${text}`,
        expiresAtIso: AT,
        textSentTo: text,
        settings: text,
      },
    }),
  'agent who opens': (text) =>
    renderAgent(frame, {
      agentEmail: text,
      embedded: false,
      opening: {
        action: '/rooms/open',
        fields: { ticket: text },
        problem: text,
        phoneNumber: text,
        callReference: text,
      },
    }),
  guest: (text) => renderGuest(frame, { reference: text, expiresAtIso: AT, settings: text }),
  home: (text) =>
    renderHome(frame, {
      dev: true,
      baseUrl: text,
      styles: [{ title: text, tokenUrl: text }],
      links: [{ title: text, url: '/docs' }],
    }),
  ...Object.fromEntries(
    Object.entries(accountPages).map(([name, render]) => [
      name,
      (text: string) => render({ ...frame, brand: { name: text } }, text),
    ]),
  ),
}

/** What is typed there is given back byte for byte, and shown nowhere else. */
const ONLY_IN_FIELDS = new Set(['setup'])

/** The tags of a page, in order, with their attributes' names but without their values. */
function skeleton(html: string): string[] {
  return html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""')) ?? []
}

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)' autofocus='",
  '</title><svg onload=alert(1)>',
  '</textarea></form><form action=https://evil.example>',
  '&lt;b&gt;',
  '<%= it.secret %>',
  '`$' + '{1}`',
]

for (const [name, page] of Object.entries(pagesWith)) {
  test(`${name}: a hostile text changes no tag and no attribute of the page`, () => {
    const expected = skeleton(page('harmless'))
    for (const payload of PAYLOADS) assert.deepEqual(skeleton(page(payload)), expected, payload)
  })

  test(`${name}: any text at all leaves the tags as they are`, () => {
    const expected = skeleton(page('harmless'))
    const texts = fc.string({ minLength: 1, unit: fc.constantFrom(...`<>"'&=/ \\%-\`\${}aé\n`) })
    fc.assert(fc.property(texts, (text) => assert.deepEqual(skeleton(page(text)), expected)))
  })

  test(`${name}: controls that reorder text never reach what is read`, () => {
    const hostile = 'Bank\u202Egpj.exe\u2069\u2067\u2028\u0000'
    const read = page(hostile).replace(/(?:value|name|href|data-settings)="[^"]*"/g, '')
    for (const control of hostile.replace(/[\w.]/g, '')) assert.ok(!read.includes(control))
    if (!ONLY_IN_FIELDS.has(name)) assert.match(read, /Bank\ufffdgpj\.exe/)
  })
}

test('foreign names stand isolated, so that a right-to-left name leaves our words in order', () => {
  const html = renderConsent(frame, {
    clientName: 'שלום',
    redirectHost: 'client.example',
    scopes: [{ value: 'profile', description: 'קריאה' }],
    userEmail: 'mila@example.com',
    action: '/consent',
    fields: {},
  })
  assert.match(html, /<h1><bdi>שלום<\/bdi> asks for access<\/h1>/)
  assert.match(html, /<bdi>קריאה<\/bdi>/)
  assert.match(html, /<bdi>mila@example\.com<\/bdi>/)
})

test('hidden fields come back exactly as they were sent, whatever they contain', () => {
  const value = '/consent?a="1"&b=<2>\'&c=\u202e'
  const html = renderSignIn(frame, { action: '/sign-in', fields: { return_to: value } })
  const sent = /name="return_to" value="([^"]*)"/.exec(html)?.[1]
  assert.equal(unescaped(sent ?? ''), value)
})

test('a link or form target that is no web address is refused', () => {
  for (const url of [
    'javascript:alert(1)',
    'javascript://%0aalert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil',
    '',
  ]) {
    assert.throws(() => renderSignIn(frame, { action: url, fields: {} }), /links only to/, url)
    const links = [{ title: 'Docs', url }]
    assert.throws(
      () => renderHome(frame, { dev: false, baseUrl: 'x', styles: [], links }),
      /links only to/,
    )
  }
})

function unescaped(html: string): string {
  const characters = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
  return html.replace(
    /&(?:lt|gt|quot|#39|amp);/g,
    (entity) => characters[entity as keyof typeof characters],
  )
}
