// Starts the API reference. It asks nobody but this mint: no fonts, no proxy, no telemetry of its
// maker, and what is typed in stays in memory. Whoever is signed in can try the API at once: their
// requests bear the token that a change needs; a key that was typed in counts instead.

interface Scalar {
  createApiReference(at: string, configuration: Readonly<Record<string, unknown>>): void
}
declare const Scalar: Scalar

async function csrfToken(): Promise<string | undefined> {
  const answer = await fetch('/admin/v1/me')
  if (!answer.ok) return undefined
  const { csrf_token }: { csrf_token: string | null } = await answer.json()
  return csrf_token ?? undefined
}

Scalar.createApiReference('#reference', {
  url: '/admin/v1/openapi.json',
  agent: { disabled: true },
  mcp: { disabled: true },
  telemetry: false,
  withDefaultFonts: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  persistAuth: false,
  defaultOpenFirstTag: false,
  setPageTitle: () => document.title,
  authentication: { preferredSecurityScheme: 'management_key' },
  async onRequestBuilt({ request }: { request: Request }) {
    if (/^bearer \S/i.test(request.headers.get('authorization') ?? '')) return
    // A header without a key would be taken for a wrong one.
    request.headers.delete('authorization')
    if (request.method === 'GET') return
    const token = await csrfToken()
    if (token !== undefined) request.headers.set('x-csrf-token', token)
  },
})
