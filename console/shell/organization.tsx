import { createContext, type ReactNode, useContext, useState } from 'react'

const KEY = 'mintmark-organization'

interface Chosen {
  /** `undefined` for all of them. */
  readonly id: number | undefined
  choose(id: number | undefined): void
}

const Context = createContext<Chosen>({ id: undefined, choose: () => {} })

/** Which organization an operator looks at; it lasts as long as the tab. */
export function OrganizationProvider({ children }: { readonly children: ReactNode }) {
  const [id, setId] = useState(readKept)
  const choose = (next: number | undefined): void => {
    if (next === undefined) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, String(next))
    setId(next)
  }
  return <Context value={{ id, choose }}>{children}</Context>
}

export function useOrganization(): Chosen {
  return useContext(Context)
}

function readKept(): number | undefined {
  const id = Number(sessionStorage.getItem(KEY) ?? '')
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}
