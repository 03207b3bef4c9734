import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

export const SCRIPT_PATH = '/assets/passkey.js'
const LIBRARY = '@simplewebauthn/browser'
/** The one file of it that needs no tool; its package names it for `unpkg` only. */
const WHOLE = '../dist/bundle/index.umd.min.js'

/**
 * What runs in the reader's browser, on the pages of passkeys alone. Everything that it says was
 * written by the page, in the reader's language; without it a page shows what works without it.
 */
const OURS = `
{
  const { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill } = SimpleWebAuthnBrowser
  const { startAuthentication, startRegistration } = SimpleWebAuthnBrowser

  /** Asks the server; what it refuses, it refuses in words for the reader. */
  const ask = async (path, body) => {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const told = await answer.json().catch(() => ({}))
    if (!answer.ok) throw Object.assign(new Error(), { words: told.problem })
    return told
  }

  const tell = (part, thrown) => {
    const place = part.querySelector('[data-problem]')
    // Whoever closed the dialog knows that; so does whoever let it time out.
    const isTheirs = thrown.name === 'NotAllowedError' || thrown.name === 'AbortError'
    const isKnown = thrown.name === 'InvalidStateError'
    const words = isKnown ? part.dataset.known : thrown.words ?? part.dataset.failed
    place.textContent = isTheirs ? '' : words
    place.hidden = isTheirs
  }

  const fieldsOf = (form) => Object.fromEntries(new FormData(form))

  const signIn = async (part, useBrowserAutofill) => {
    const { csrf, return_to } = fieldsOf(document.querySelector(part.dataset.form))
    const optionsJSON = await ask('/sign-in/passkey/options', { csrf })
    const answer = await startAuthentication({ optionsJSON, useBrowserAutofill })
    const { location: next } = await ask('/sign-in/passkey', { csrf, return_to, answer })
    location.assign(next)
  }

  const openSignIn = async (part) => {
    part.querySelector('button').addEventListener('click', () => {
      signIn(part, false).catch((thrown) => tell(part, thrown))
    })
    // The browser offers passkeys where an address is typed, and waits until one is chosen.
    if (!(await browserSupportsWebAuthnAutofill())) return
    await signIn(part, true).catch((thrown) => {
      if (thrown.words !== undefined) tell(part, thrown)
    })
  }

  const openRegister = (part) => {
    const form = part.querySelector('form')
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const { csrf, password, name } = fieldsOf(form)
      ask('/account/passkeys/options', { csrf, password })
        .then((optionsJSON) => startRegistration({ optionsJSON }))
        .then((answer) => ask('/account/passkeys/made', { csrf, name, answer }))
        .then(({ location: next }) => location.assign(next))
        .catch((thrown) => tell(part, thrown))
    })
  }

  for (const part of document.querySelectorAll('[data-passkey]')) {
    // Passkeys belong to one place; opened by another address, the page has none to offer.
    if (location.origin !== part.dataset.origin || !browserSupportsWebAuthn()) continue
    part.hidden = false
    for (const note of document.querySelectorAll('[data-unscripted]')) note.hidden = true
    if (part.dataset.passkey === 'sign-in') openSignIn(part)
    else openRegister(part)
  }
}
`

/** The library as it is published, and ours after it: nothing is put together by a tool. */
export function registerPasskeyScript(server: FastifyInstance): void {
  let whole: Promise<string> | undefined
  server.get(SCRIPT_PATH, async (_, reply) => {
    whole ??= readLibrary().then((library) => `'use strict';${library}\n${OURS}`)
    return reply
      .headers({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=300',
      })
      .send(await whole)
  })
}

function readLibrary(): Promise<string> {
  return readFile(new URL(WHOLE, import.meta.resolve(LIBRARY)), 'utf8')
}
