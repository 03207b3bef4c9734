import { useCallback, useEffect, useState } from 'react'
import { type Explanation, explainToken, type RequestLine } from '../../api/tokens.ts'

export const NO_LINE: RequestLine = { method: 'GET', path: '', host: '' }

export interface Found {
  /** What was asked about; it may have been edited since. */
  readonly text: string
  readonly line: RequestLine
  readonly explanation: Explanation
}

export interface Inspection {
  readonly text: string
  readonly line: RequestLine
  readonly found: Found | undefined
  readonly error: unknown
  readonly isBusy: boolean
  setText(text: string): void
  setLine(line: RequestLine): void
  /** With what was typed, or with what is given instead. */
  inspect(instead?: { readonly text?: string; readonly line?: RequestLine }): Promise<void>
  clear(): void
}

/**
 * A pasted text and what the server says of it, for as long as the page is open: it is gone when
 * the page is left, also for a browser that keeps left pages to go back to.
 */
export function useInspection(): Inspection {
  const [text, setText] = useState('')
  const [line, setLine] = useState(NO_LINE)
  const [found, setFound] = useState<Found>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)

  const clear = useCallback(() => {
    setText('')
    setLine(NO_LINE)
    setFound(undefined)
    setError(undefined)
  }, [])

  useEffect(() => {
    addEventListener('pagehide', clear)
    return () => removeEventListener('pagehide', clear)
  }, [clear])

  const inspect: Inspection['inspect'] = async (instead = {}) => {
    const asked = { text: instead.text ?? text, line: instead.line ?? line }
    setText(asked.text)
    setLine(asked.line)
    if (asked.text.trim() === '') return
    setBusy(true)
    try {
      const explanation = await explainToken(asked.text, asked.line)
      setFound({ ...asked, explanation })
      setError(undefined)
    } catch (thrown) {
      setFound(undefined)
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  return { text, line, found, error, isBusy, setText, setLine, inspect, clear }
}
