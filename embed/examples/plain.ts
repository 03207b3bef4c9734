import '@mintmark/embed/register'
import { mint, tokenProvider } from './desk.ts'

const agent = document.querySelector('mintmark-agent')
const status = document.querySelector('[role=status]')
const button = document.querySelector('button')

if (agent && status && button) {
  agent.baseUrl = mint
  agent.tokenProvider = tokenProvider
  agent.addEventListener('mintmark-open', () => {
    status.textContent = 'open'
  })
  agent.addEventListener('mintmark-ended', ({ detail }) => {
    status.textContent = `ended: ${detail.reason}`
  })
  button.addEventListener('click', () => {
    status.textContent = agent.isConnected ? 'hidden' : 'loading'
    button.textContent = agent.isConnected ? 'Show' : 'Hide'
    if (agent.isConnected) agent.remove()
    else document.querySelector('main')?.append(agent)
  })
}
