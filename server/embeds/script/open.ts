/** A frame's life: opened with a token, kept open by beats, over when the server says so. */
export const openPart = `
/** In memory only; gone when it is over. */
let access
let secret
let stream
let beating
let name = ''
let failures = 0

const stop = () => {
  stream?.abort()
  clearInterval(beating)
  stream = beating = undefined
}

const over = (reason) => {
  if (secret === undefined) return
  if (reason === 'token_expired') {
    showState('expired')
    tellExpired()
    return
  }
  stop()
  const last = access
  secret = access = undefined
  // It was asleep: whoever closes a lid and opens it again wants to go on.
  if (reason === 'lapsed' && last !== undefined) return begin(last)
  showEnd(reason)
  tell({ type: 'ended', reason })
}

/** Whether the answer says that the frame is over. */
const isOver = async (answer) => {
  if (answer.status === 410) over((await refusalIn(answer)).reason ?? 'revoked')
  else if (answer.status === 401) over('revoked')
  else return false
  return true
}

const show = async () => {
  if (secret === undefined) return
  const isOwn = secret.url !== null
  const answer = await (isOwn ? showOwn(secret, name) : showView(secret))
  if (answer.ok) showState(undefined)
  else if (!(await isOver(answer))) showState(answer.status >= 500 ? 'unreachable' : 'refused')
}

/** Listens for the end. Cut off, it listens again. */
const listen = async (mine) => {
  const quit = new AbortController()
  stream?.abort()
  stream = quit
  for (let cut = 0; secret === mine && !quit.signal.aborted; cut += 1) {
    if (cut > 0) await pauseFor(Math.min(cut, 5))
    if (secret !== mine || quit.signal.aborted) return
    try {
      const path = '/frames/' + mine.frame + '/events'
      const answer = await ask(path, mine.text, { signal: quit.signal })
      if (!answer.ok) {
        if (await isOver(answer)) return
        continue
      }
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
      for (let heard = ''; ; ) {
        const { done, value } = await reader.read()
        if (done) break
        cut = 0
        heard += value
        const told = /^data: (.*)$/m.exec(heard)
        if (told !== null) {
          over(JSON.parse(told[1]).reason)
          return
        }
      }
    } catch {}
  }
}

const keep = (mine, seconds) => {
  clearInterval(beating)
  beating = setInterval(() => {
    ask('/frames/' + mine.frame + '/beat', mine.text, { method: 'POST' })
      .then((answer) => secret === mine && isOver(answer))
      .catch(() => {})
  }, seconds * 1000)
}

/** The next token of the same family keeps the frame; any other opens it anew. */
const renew = async (next) => {
  const path = '/frames/' + secret.frame + '/token'
  const answer = await ask(path, secret.text, { method: 'POST', body: { access: next } })
  if (!answer.ok) return false
  const { expires_at } = await answer.json()
  access = next
  tell({ type: 'open', expires_at })
  if (content.hidden) await show()
  listen(secret)
  return true
}

const leave = () => {
  if (secret === undefined) return
  const { frame, text } = secret
  stop()
  secret = undefined
  ask('/frames/' + frame, text, { method: 'DELETE', keepalive: true }).catch(() => {})
}

const refused = async (answer) => {
  const { error, error_description: message = '', reason } = await refusalIn(answer)
  if (error === 'invalid_token' || error === 'token_missing') {
    showState('expired')
    tellExpired()
    return
  }
  const state = error === 'lease_over' && reason === 'closed' ? 'kicked' : error
  showEnd(state)
  if (error === 'lease_over') tell({ type: 'ended', reason: state })
  else tell({ type: 'error', code: error ?? 'refused', message })
  // A page that knows the old text only gets a token of the right agent by it.
  if (error === 'resource_forbidden') tellExpired()
}

const begin = async (token) => {
  try {
    if (secret !== undefined && (await renew(token))) return
    leave()
    access = token
    const body = { origin: around ?? 'null' }
    const answer = await ask('/frames', token, { method: 'POST', body })
    if (answer.status >= 500 || answer.status === 429) throw new Error('unreachable')
    failures = 0
    if (!answer.ok) {
      access = undefined
      await refused(answer)
      return
    }
    const opened = await answer.json()
    secret = { frame: opened.frame, text: opened.secret, url: opened.frame_url }
    name = opened.agent
    document.getElementById('agent').textContent = name
    document.title = name + document.title.slice(document.title.lastIndexOf(' · '))
    keep(secret, opened.heartbeat_seconds)
    listen(secret)
    await show()
    tell({ type: 'open', expires_at: opened.expires_at })
  } catch {
    showState('unreachable')
    failures += 1
    await pauseFor(failures)
    // A younger token may have come meanwhile; then it is in the queue and this one is not tried.
    if (queued === 0) await begin(token)
  }
}

/** One after the other: a token that comes while another is tried waits. */
let turn = Promise.resolve()
let queued = 0
const take = (token) => {
  queued += 1
  turn = turn.then(() => {
    queued -= 1
    return begin(token)
  })
}

addEventListener('message', (event) => {
  if (!framed || event.source !== window.parent) return
  const said = event.data
  if (typeof said !== 'object' || said === null || said.mintmark !== 1) return
  if (said.type === 'theme' && ['light', 'dark', 'auto'].includes(said.theme)) {
    document.documentElement.dataset.theme = said.theme
  }
  if (said.type !== 'token' || typeof said.access !== 'string') return
  around = event.origin
  take(said.access)
})

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-view]')
  if (!link) return
  event.preventDefault()
  now.view = link.dataset.view
  now.id = link.dataset.id ?? ''
  now.before = link.dataset.before
  history.replaceState(null, '', base + '/' + place() + location.search)
  tell({ type: 'navigate', view: now.view, ...(now.id && { id: now.id }) })
  show()
    .then(() => {
      content.focus({ preventScroll: true })
      scrollTo(0, 0)
    })
    .catch(() => {})
})

addEventListener('pagehide', leave)
addEventListener('pageshow', (event) => event.persisted && location.reload())

/** Pages that were written for the vendor's frame put the token here; it must not stay. */
const query = new URLSearchParams(location.search)
const given = query.get('token')
if (given !== null) {
  query.delete('token')
  const rest = query.toString()
  history.replaceState(null, '', location.pathname + (rest && '?' + rest))
}
if (!framed) showState('outside')
else {
  if (given !== null) {
    const referrer = URL.canParse(document.referrer) ? new URL(document.referrer).origin : undefined
    around = location.ancestorOrigins?.[0] ?? referrer
    take(given)
  }
  window.parent.postMessage({ mintmark: 1, type: 'ready' }, '*')
}
`
