/** What is said between the frame, the page around it and the server. */
export const talkPart = String.raw`
const framed = window.parent !== window
const base = location.pathname.replace(/\/(overview|calls|result\/[^/]+)\/*$/, '')
/** The origin of the page around us: its browser says it, the page cannot. */
let around

const tell = (message) => {
  if (framed && around !== undefined) window.parent.postMessage({ mintmark: 1, ...message }, around)
}

/** Older pages know this one text; it holds nothing, so it may go to whoever is there. */
const tellExpired = () => {
  if (framed) window.parent.postMessage('token_expired', around ?? '*')
}

const ask = (path, bearer, { method = 'GET', body, signal, keepalive } = {}) =>
  fetch(base + path, {
    method,
    signal,
    keepalive,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    headers: {
      authorization: 'Bearer ' + bearer,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })

/** What a refusal says; an answer that is none of ours says nothing. */
const refusalIn = (answer) => answer.json().catch(() => ({}))

/** Rising, and never the same for all who were cut off together. */
const pauseFor = (failures) => {
  const most = Math.min(30000, 500 * 2 ** failures)
  return new Promise((resume) => setTimeout(resume, most / 2 + (Math.random() * most) / 2))
}
`
