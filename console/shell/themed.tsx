import { MantineProvider } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { meQuery } from '../api/me.ts'
import { colours } from './colours.ts'
import { styleNonce } from './nonce.ts'
import { MINT, themeWith } from './theme.ts'

/** The operator's colour, or ours. Nothing is drawn before it is known. */
export function Themed({ children }: { readonly children: ReactNode }) {
  const colour = useQuery(meQuery).data?.brand.color ?? MINT
  const theme = useMemo(() => themeWith(colour), [colour])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colours}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      {children}
    </MantineProvider>
  )
}
