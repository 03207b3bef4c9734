/** What the reader sees: states, which the document brought along, and what the server renders. */
export const showPart = `
const content = document.getElementById('content')
const bar = document.getElementById('bar')
const states = [...document.querySelectorAll('[data-state]')]
const { lang } = document.documentElement
const now = { view: document.body.dataset.view, id: document.body.dataset.id, before: undefined }

/** One of the states in place of the content, or the content. */
const showState = (name) => {
  const known = states.some((one) => one.dataset.state === name) ? name : name && 'refused'
  for (const one of states) one.hidden = one.dataset.state !== known
  const isContent = known === undefined
  content.hidden = !isContent
  bar.hidden = !isContent
}

/** Instants in the reader's own time zone, which the server does not know. */
const localize = (part) => {
  const words = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' })
  for (const one of part.querySelectorAll('time')) {
    one.textContent = words.format(new Date(one.dateTime))
  }
}

const place = () => now.view + (now.view === 'result' ? '/' + encodeURIComponent(now.id) : '')

/** Markup of our own server, in which nothing runs: the policy of the document sees to it. */
const showView = async (secret) => {
  const query = new URLSearchParams({ ui_locales: lang })
  if (now.before !== undefined) query.set('before', now.before)
  const path = '/frames/' + secret.frame + '/views/' + place()
  const answer = await ask(path + '?' + query, secret.text)
  if (!answer.ok) return answer
  const read = new DOMParser().parseFromString(await answer.text(), 'text/html')
  localize(read)
  content.replaceChildren(...read.body.childNodes)
  for (const link of bar.querySelectorAll('a[data-view]')) {
    if (link.dataset.view === now.view) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  return answer
}

/** The operator's own page in place of ours. Its token goes in a form, never in an address. */
const showOwn = async (secret, title) => {
  const answer = await ask('/frames/' + secret.frame + '/frame-token', secret.text, {
    method: 'POST',
  })
  if (!answer.ok) return answer
  const { url, token } = await answer.json()
  const inner = document.createElement('iframe')
  inner.name = 'mintmark-inner'
  inner.title = title
  inner.allow = 'microphone; camera; autoplay; clipboard-write'
  content.replaceChildren(inner)
  document.body.classList.add('own')
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  form.target = inner.name
  const { theme } = document.documentElement.dataset
  for (const [name, value] of Object.entries({ token, theme, ...now })) {
    if (value === undefined) continue
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = value
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()
  return answer
}

/** How tall it is, so that the page around leaves it as much room; its own page says nothing. */
const fit = () => {
  if (document.body.classList.contains('own')) return
  tell({ type: 'resize', height: Math.ceil(document.body.getBoundingClientRect().height) })
}
new ResizeObserver(fit).observe(document.body)

/** Nothing follows: the page around stops listening, so it is told of the room first. */
const showEnd = (name) => {
  content.replaceChildren()
  document.body.classList.remove('own')
  showState(name)
  fit()
}
`
