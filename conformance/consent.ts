import { openBrowser, type Page } from './browser.ts'
import { type HtmlField, type HtmlForm, readForms, visibleText } from './html.ts'
import type { ConsentSpec } from './transcript.ts'

/**
 * Walks from the authorization request to the redirect back, through the plain forms: whichever
 * page asks for a password is signed in to, and the first one that offers Allow and Deny is
 * answered. The way between them is the server's own business.
 */
export interface ConsentOutcome {
  /** The explanation page as a reader sees it. */
  readonly page: string
  readonly location: string
  readonly query: Readonly<Record<string, string>>
}

const PAGES_MAX = 6

export async function walkConsent(baseUrl: URL, spec: ConsentSpec): Promise<ConsentOutcome> {
  const browser = openBrowser(baseUrl, spec.redirect_uri)
  let explanation = ''
  let signedIn = false
  let page = await browser.open(spec.path)
  for (let count = 0; count < PAGES_MAX; count++) {
    if (page.landed !== undefined) return outcome(explanation, page.landed)
    const forms = readForms(page.answer.text)
    const answered = findButton(forms, spec.answer)
    const signIn = forms.find((form) => form.fields.some((field) => field.type === 'password'))
    if (answered !== undefined) {
      explanation = visibleText(page.answer.text)
      page = await browser.submit(page, answered.form, fill(answered.form, spec), answered.button)
    } else if (signIn !== undefined) {
      // Once only: asked again, the password is wrong, and every guess counts against the user.
      if (signedIn) throw stuck('asks to sign in a second time', page)
      signedIn = true
      page = await browser.submit(page, signIn, fill(signIn, spec), firstButton(signIn))
    } else {
      throw stuck('has neither a password field nor a button to answer with', page)
    }
  }
  throw stuck(`is page ${PAGES_MAX} of a way that does not end`, page)
}

function findButton(forms: readonly HtmlForm[], label: string) {
  for (const form of forms) {
    const button = form.buttons.find((candidate) => candidate.label === label)
    if (button !== undefined) return { form, button }
  }
  return undefined
}

function firstButton(form: HtmlForm) {
  return form.buttons[0] ?? { name: '', value: '', label: '' }
}

/** Hidden fields go back as they came; the e-mail and password fields are filled in. */
function fill(form: HtmlForm, spec: ConsentSpec): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const field of form.fields) {
    if (field.name === '') continue
    if (field.type === 'password') fields[field.name] = spec.password
    else if (isEmailField(field)) fields[field.name] = spec.email
    else if (field.type !== 'checkbox' || field.checked) fields[field.name] = field.value
  }
  return fields
}

function isEmailField(field: HtmlField): boolean {
  return field.type === 'email' || (field.type === 'text' && /e-?mail/i.test(field.name))
}

function outcome(page: string, location: string): ConsentOutcome {
  return { page, location, query: Object.fromEntries(new URL(location).searchParams) }
}

function stuck(why: string, page: Page): Error {
  const seen = visibleText(page.answer.text).slice(0, 300)
  return new Error(`${page.url.pathname} answers ${page.answer.status} and ${why}: ${seen}`)
}
