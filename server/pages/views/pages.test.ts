// What each page promises to people, to assistive technology and to programs that fill in its
// forms.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { en } from '../messages/en.ts'
import { languages } from '../messages/index.ts'
import {
  type Frame,
  renderAgent,
  renderConsent,
  renderGuest,
  renderGuestExpired,
  renderHome,
  renderNotice,
  renderProblem,
  renderSecondFactor,
  renderSetup,
  renderSignIn,
  renderWelcome,
} from './index.ts'
import { accountPages } from './test/account-pages.ts'

const AT = '2026-11-21T21:34:05.000Z'
const scopes = [
  { value: 'interaction-content:read', description: 'Read or download interaction content' },
  { value: 'stats', description: 'View statistics' },
]
const fields = { csrf: 'c5rf', return_to: '/consent?id=7', request: 'r1' }
const consent = {
  clientName: 'Acme Planner',
  redirectHost: 'planner.example',
  scopes,
  userEmail: 'mila@example.com',
  action: '/consent',
  fields,
}
const secondFactor = {
  userEmail: 'mila@example.com',
  action: '/sign-in/second-factor',
  startAgainUrl: '/sign-in?return_to=%2Fconsole',
  fields,
}
const setup = {
  action: '/setup',
  fields,
  name: 'Mila',
  email: 'mila@example.com',
  password: { charactersMin: 12 },
  problems: {},
}
const welcome = {
  userEmail: 'mila@example.com',
  action: '/welcome',
  fields,
  password: { charactersMin: 8 },
}
const room = {
  settings: '{"a":1}',
  reference: '123abcde',
  guestLink: 'https://rooms.example/g/1',
  expiresAtIso: AT,
}

function pagesIn(frame: Frame): Readonly<Record<string, string>> {
  return {
    'sign-in': renderSignIn(frame, { action: '/sign-in', fields }),
    'sign-in where passkeys work': renderSignIn(frame, {
      action: '/sign-in',
      fields,
      passkeyOrigin: 'https://mint.example',
    }),
    'sign-in for a client': renderSignIn(frame, {
      clientName: 'Acme Planner',
      scopes,
      action: '/sign-in',
      fields,
      email: 'mila@example.com',
      problem: 'Wrong.',
    }),
    'second factor': renderSecondFactor(frame, secondFactor),
    'second factor, wrong code': renderSecondFactor(frame, { ...secondFactor, wrong: 'code' }),
    setup: renderSetup(frame, setup),
    'setup with problems': renderSetup(frame, {
      ...setup,
      problems: { name: true, email: true },
      password: { charactersMin: 12, problem: 'differs' },
    }),
    welcome: renderWelcome(frame, welcome),
    'welcome with a problem': renderWelcome(frame, {
      ...welcome,
      password: { charactersMin: 8, problem: 'too_short' },
    }),
    consent: renderConsent(frame, consent),
    'consent without scopes': renderConsent(frame, {
      ...consent,
      scopes: [],
      lifetimeWords: '30 days',
    }),
    problem: renderProblem(frame, { status: 404, heading: 'Nothing here', words: 'No such page.' }),
    notice: renderNotice(frame, {
      heading: 'You are signed out',
      words: 'You can close this page.',
    }),
    agent: renderAgent(frame, { agentEmail: 'a@example.com', embedded: false, room }),
    'agent without a room': renderAgent(frame, { agentEmail: 'a@example.com', embedded: true }),
    'agent who opens a room': renderAgent(frame, {
      agentEmail: 'a@example.com',
      embedded: false,
      opening: { action: '/rooms/open', fields: { ticket: 't' } },
    }),
    guest: renderGuest(frame, { reference: '123abcde', expiresAtIso: AT, settings: '{}' }),
    'guest expired': renderGuestExpired(frame),
    home: renderHome(frame, { dev: false, baseUrl: 'https://mint.example', styles: [] }),
    ...Object.fromEntries(
      Object.entries(accountPages).map(([name, render]) => [name, render(frame, 'Acme Planner')]),
    ),
  }
}

const links = languages.map(({ tag, name }) => ({ tag, name, url: `/language/${tag}` }))
const brand = { name: 'Mintmark' }
const frame: Frame = { text: en, brand, languages: links }
const pages = pagesIn(frame)
const everyPage = languages.flatMap((text) =>
  Object.entries(pagesIn({ text, brand, languages: links })).map(
    ([name, html]) => [name, text.tag, html] as const,
  ),
)

for (const [page, tag, html] of everyPage) {
  const name = `${page} (${tag})`
  test(`${name}: is a whole document in its language with one heading of the first level`, () => {
    assert.ok(html.startsWith(`<!doctype html>\n<html lang="${tag}" dir="ltr">`))
    assert.match(html, /<meta name="viewport" content="width=device-width, initial-scale=1">/)
    assert.equal(html.match(/<title>[^<]+ · Mintmark<\/title>/g)?.length, 1)
    assert.equal(html.match(/<h1>/g)?.length, 1)
    assert.equal(html.match(/<main>/g)?.length, 1)
  })

  test(`${name}: needs no script of its own, no inline style and nothing but our own files`, () => {
    // Passkeys and calls are made by scripts only: by one file of ours, never by the page itself.
    const bare = html
      .replace('<script src="/assets/passkey.js" defer></script>', '')
      .replace('<script type="module" src="/assets/room/room.js"></script>', '')
    assert.doesNotMatch(bare, /<script|<style|\sstyle=|\son[a-z]+=/)
    const fetched = [...html.matchAll(/<link [^>]*href="([^"]*)"/g)].map(([, url]) => url ?? '')
    assert.deepEqual(
      fetched.filter((url) => !/^data:image\/svg\+xml,|^\/assets\/room\/room\.css$/.test(url)),
      ['/assets/mintmark.css'],
    )
  })

  test(`${name}: every input that people fill in has a label, and every id is unique`, () => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length)
    for (const [input] of html.matchAll(/<input(?! type="hidden")[^>]*>/g)) {
      const id = /id="([^"]*)"/.exec(input)?.[1]
      assert.match(html, new RegExp(`<label for="${id}">[^<]+</label>`))
    }
    for (const [, named = ''] of html.matchAll(/aria-(?:labelledby|describedby)="([^"]*)"/g)) {
      for (const id of named.split(' ')) {
        assert.ok(ids.includes(id), `${id} is referred to but absent`)
      }
    }
  })

  test(`${name}: never shows a missing value`, () => {
    assert.doesNotMatch(html, /undefined|null|NaN|\[object/)
  })
}

test('sign-in: the form posts e-mail, password and every hidden field to its action', () => {
  const html = renderSignIn(frame, { action: '/sign-in', fields, email: 'm@x.example' })
  assert.match(html, /<form class="stack" method="post" action="\/sign-in">/)
  assert.match(html, /<input id="email" name="email" type="email" autocomplete="username"/)
  assert.match(html, /value="m@x\.example"/)
  assert.match(
    html,
    /<input id="password" name="password" type="password" autocomplete="current-password"/,
  )
  assert.match(html, /<button class="primary">Sign in<\/button>/)
  for (const [name, value] of Object.entries(fields)) {
    assert.ok(html.includes(`<input type="hidden" name="${name}" value="${value}">`))
  }
})

test('sign-in: says for which client it is and lists each scope with its literal value', () => {
  const html = pages['sign-in for a client'] ?? ''
  assert.match(html, /to continue to <strong><bdi>Acme Planner<\/bdi>/)
  for (const { value, description } of scopes) {
    assert.ok(html.includes(`<code><bdi>${value}</bdi></code>`))
    assert.ok(html.includes(description))
  }
})

test('sign-in: a failed try is announced and tied to both fields alike', () => {
  const html = pages['sign-in for a client'] ?? ''
  assert.match(html, /<p class="alert" id="problem" role="alert">Wrong\.<\/p>/)
  assert.equal(html.match(/aria-invalid="true" aria-describedby="problem"/g)?.length, 2)
  assert.match(html, /<title>Not signed in/)
  assert.doesNotMatch(pages['sign-in'] ?? '', /aria-invalid|role="alert"/)
})

test('sign-in: a password is never written into the page', () => {
  for (const [, html] of Object.entries(pages)) {
    assert.doesNotMatch(html, /<input[^>]*type="password"[^>]*value=/)
  }
})

test('consent: shows client, person, place of return, each scope in words and as its value', () => {
  const html = renderConsent(frame, { ...consent, lifetimeWords: 'until you take it back' })
  for (const text of ['Acme Planner', 'mila@example.com', 'planner.example']) {
    assert.ok(html.includes(text), text)
  }
  for (const { value, description } of scopes) {
    assert.ok(html.includes(`<code><bdi>${value}</bdi></code>`))
    assert.ok(html.includes(description))
  }
  assert.match(html, /<dt>The permission lasts<\/dt><dd>until you take it back<\/dd>/)
})

test('consent: one form with Allow and Deny carries the decision and every hidden field', () => {
  const form = /<form method="post" action="\/consent">.*?<\/form>/s.exec(consentPage())?.[0] ?? ''
  assert.match(form, /<button name="decision" value="allow" class="primary">Allow<\/button>/)
  assert.match(form, /<button name="decision" value="deny" class="secondary">Deny<\/button>/)
  for (const [name, value] of Object.entries(fields)) {
    assert.ok(form.includes(`<input type="hidden" name="${name}" value="${value}">`))
  }
})

test('consent: somebody else signs out with the csrf proof and back, and sends no more', () => {
  const form = /<form [^>]*action="\/sign-out">.*?<\/form>/s.exec(consentPage())?.[0] ?? ''
  assert.match(form, /method="post"/)
  assert.match(form, /name="csrf" value="c5rf"/)
  assert.match(form, /name="return_to"/)
  assert.doesNotMatch(form, /name="request"|decision/)
})

test('agent: shows the room with its link, its end and whom the text went to', () => {
  const html = renderAgent(frame, {
    agentEmail: 'a@example.com',
    embedded: false,
    room: { ...room, textSentTo: '+65 •••• 5678' },
  })
  assert.match(html, /<a href="https:\/\/rooms\.example\/g\/1">/)
  assert.match(
    html,
    /<time datetime="2026-11-21T21:34:05\.000Z">21 November 2026, 21:34 UTC<\/time>/,
  )
  assert.ok(html.includes('+65 •••• 5678'))
})

test('agent: inside a frame the page leaves out its own header', () => {
  assert.doesNotMatch(pages['agent without a room'] ?? '', /<header/)
  assert.match(pages.agent ?? '', /<header class="brand">/)
})

test('problem: shows status, words, the way on and the request number for support', () => {
  const html = renderProblem(frame, {
    status: 503,
    heading: 'Busy',
    words: 'Too much at once.',
    whatToDo: 'Try again in a minute.',
    requestId: 'req_1',
  })
  for (const text of ['Error 503', 'Busy', 'Too much at once.', 'Try again', 'req_1']) {
    assert.ok(html.includes(text), text)
  }
})

test('home: lists each style with its token URL, and warns only in development mode', () => {
  const styles = [{ title: 'Standard', tokenUrl: 'https://mint.example/oauth2/token' }]
  const html = renderHome(frame, { dev: true, baseUrl: 'https://mint.example', styles })
  assert.match(html, /<bdi>Standard<\/bdi>.*https:\/\/mint\.example\/oauth2\/token/)
  assert.match(html, /Development mode/)
  assert.doesNotMatch(pages.home ?? '', /Development mode/)
})

test('account: every page marks its own place and offers to sign out', () => {
  for (const name of Object.keys(accountPages)) {
    const html = pages[name] ?? ''
    assert.equal(html.match(/aria-current="page"/g)?.length, 1, name)
    const form = /<form method="post" action="\/sign-out">.*?<\/form>/s.exec(html)?.[0] ?? ''
    assert.match(form, /name="csrf" value="c5rf"/, name)
  }
})

test('agreements: each has its client, its scopes, its times and a way to take it back', () => {
  const html = pages.agreements ?? ''
  assert.match(html, /<h2 id="client-0"><bdi>Acme Planner<\/bdi><\/h2>/)
  assert.match(html, /<dd>\s*not yet<\/dd>/)
  assert.match(html, /<dd>\s*you take it back<\/dd>/)
  assert.equal(html.match(/<time [^>]*>21 November 2026, 21:34 UTC<\/time>/g)?.length, 4)
  assert.match(html, /href="\/account\/agreements\/mmc_1" id="take-back-0"/)
  assert.match(html, /<p class="note" role="status">Taken back\.<\/p>/)
  assert.match(pages['no agreements'] ?? '', /You have not agreed to anything/)
})

test('take back: asks once more, and to keep it is a link', () => {
  const html = pages['take back'] ?? ''
  assert.match(html, /<form method="post" action="\/account\/agreements\/mmc_1">/)
  assert.match(html, /<button class="danger">Take it back<\/button>/)
  assert.match(html, /<a class="secondary" href="\/account\/agreements">Keep it<\/a>/)
})

test('password: what was wrong is tied to the field at fault', () => {
  const wrong = pages['password that is wrong'] ?? ''
  assert.match(wrong, /id="present"[^>]* aria-invalid="true" aria-describedby="problem">/)
  const short = pages['password that is too short'] ?? ''
  assert.match(short, /id="new-password"[^>]* aria-invalid="true"/)
  for (const html of [wrong, short]) assert.equal(html.match(/aria-invalid/g)?.length, 1)
  assert.match(pages.password ?? '', /At least 8 characters\./)
})

test('sign-ins: this browser is marked and cannot be ended from here, any other can', () => {
  const html = pages['sign-ins'] ?? ''
  assert.match(html, /Acme Planner on Acme Planner<\/bdi>\s+<span class="badge">This browser</)
  assert.match(html, /<button class="secondary" name="end" value="1"/)
  assert.doesNotMatch(html, /name="end" value="2"/)
  assert.match(html, /<button class="danger" name="end" value="others">/)
})

test('no template uses the raw form of interpolation, which would bypass escaping', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => /^[a-z-]+\.ts$/.test(name))
  assert.ok(sources.length > 5)
  for (const name of sources) {
    assert.doesNotMatch(readFileSync(`${import.meta.dirname}/${name}`, 'utf8'), /<%~/, name)
  }
})

function consentPage(): string {
  return pages.consent ?? ''
}

test('second factor: browsers fill in the field for codes; the other one takes letters', () => {
  const html = renderSecondFactor(frame, secondFactor)
  assert.match(html, /name="code"[^>]*autocomplete="one-time-code" inputmode="numeric"/)
  assert.match(html, /name="recovery_code"[^>]*autocomplete="off"/)
  assert.doesNotMatch(html, /<details[^>]* open/)
  const wrong = renderSecondFactor(frame, { ...secondFactor, wrong: 'recovery_code' })
  assert.match(wrong, /<details[^>]* open/)
  assert.match(wrong, /id="recovery-code"[^>]*aria-invalid="true" aria-describedby="problem"/)
})

test('a new password: says how long it must be, and is never written into the page', () => {
  for (const html of [
    renderSetup(frame, setup),
    renderWelcome(frame, { ...welcome, password: { charactersMin: 12 } }),
  ]) {
    assert.match(html, /At least 12 characters/)
    assert.equal(html.match(/autocomplete="new-password"/g)?.length, 2)
  }
})
