import '@mintmark/embed/react'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { mint, tokenProvider } from './desk.ts'

function Desk() {
  const [state, setState] = useState('loading')
  const isShown = state !== 'hidden'
  return (
    <>
      <h1>Our desk, with React</h1>
      <p role="status">{state}</p>
      <button type="button" onClick={() => setState(isShown ? 'hidden' : 'loading')}>
        {isShown ? 'Hide' : 'Show'}
      </button>
      {isShown && (
        <mintmark-agent
          agent-id={1}
          base-url={mint}
          tokenProvider={tokenProvider}
          onmintmark-open={() => setState('open')}
          onmintmark-ended={({ detail }) => setState(`ended: ${detail.reason}`)}
        >
          <p slot="loading">One moment …</p>
        </mintmark-agent>
      )}
    </>
  )
}

const place = document.querySelector('main')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Desk />
    </StrictMode>,
  )
}
