const state = document.querySelector('#state')
const place = document.querySelector('#place')
const link = document.querySelector('#link a')

document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  const { phone } = Object.fromEntries(new FormData(event.target))
  state.textContent = 'Opening a room …'
  const answer = await fetch('/room', { method: 'POST', body: JSON.stringify({ phone }) })
  if (!answer.ok) {
    state.textContent = `No room: ${await answer.text()}`
    return
  }
  const { agent, guest } = await answer.json()
  const frame = document.createElement('iframe')
  frame.title = 'Your side of the call'
  frame.allow = 'microphone; camera; display-capture; fullscreen'
  frame.src = agent
  place.replaceChildren(frame)
  link.href = guest
  link.textContent = guest
  for (const part of [place, link.parentElement]) part.hidden = false
  state.textContent = phone ? 'The room is open; the guest gets a text.' : 'The room is open.'
})
