// All that the widget needs: a function that fetches a token from this site's own server.
const agent = document.querySelector('mintmark-agent')
agent.tokenProvider = async ({ reason, signal }) => {
  const answer = await fetch(`/agent-token?reason=${reason}`, { method: 'POST', signal })
  if (!answer.ok) throw new Error(`our server answered ${answer.status}`)
  return answer.json()
}

// The rest is this page's own: what it says, and its buttons.
const WORDS = {
  ready: 'loading',
  open: 'open',
  expired: 'fetching a new token',
  ended: 'ended',
  error: 'not to be reached',
}
const state = document.querySelector('#state')
const told = document.querySelector('#told')

for (const type of [...Object.keys(WORDS), 'resize', 'navigate']) {
  document.addEventListener(`mintmark-${type}`, ({ detail }) => {
    if (type in WORDS) state.textContent = WORDS[type] + (detail.reason ? `: ${detail.reason}` : '')
    const line = document.createElement('li')
    line.textContent = `${type} ${JSON.stringify(detail)}`
    told.append(line)
  })
}

document.querySelector('[data-again]').addEventListener('click', () => agent.reload())
document.querySelector('#theme').addEventListener('change', ({ target }) => {
  agent.theme = target.value
})
document.querySelector('#toggle').addEventListener('click', ({ target }) => {
  const isThere = agent.isConnected
  if (isThere) agent.remove()
  else document.querySelector('#place').append(agent)
  state.textContent = isThere ? 'taken out, and nothing of it is left' : 'loading'
  target.textContent = isThere ? 'Put it back' : 'Take it out of the page'
})
