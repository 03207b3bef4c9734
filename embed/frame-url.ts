/** What the element's attributes ask for. */
export interface Wish {
  readonly baseUrl: string | null
  readonly agentId: string | null
  readonly view: string | null
  readonly resultId: string | null
  readonly theme: string
}

/** The frame's address. It names what is to be shown and holds no secret. */
export function frameUrl(wish: Wish, page: string): URL {
  const base = new URL(wish.baseUrl ?? '/', page)
  if (!/^https?:$/.test(base.protocol)) throw new TypeError('base-url must be an http(s) address')
  const view = wish.view ?? 'overview'
  const parts = ['embed', wish.agentId ?? '', view]
  if (view === 'result') parts.push(wish.resultId ?? 'all')
  const path = parts.map(encodeURIComponent).join('/')
  const url = new URL(`${base.pathname.replace(/\/+$/, '')}/${path}`, base.origin)
  url.searchParams.set('theme', wish.theme)
  return url
}
