// The console begins here: providers around the router, and the router around every page.
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './shell/global.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Confirmations } from './pieces/confirm.tsx'
import { Toasts } from './pieces/toast.tsx'
import { router } from './router.ts'
import { queries } from './shell/queries.ts'
import { Themed } from './shell/themed.tsx'

const element = document.getElementById('root')
if (element === null) throw new Error('The document has no place for the console.')

createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Themed>
        <Toasts />
        <Confirmations />
        <RouterProvider router={router} />
      </Themed>
    </QueryClientProvider>
  </StrictMode>,
)
