/** What claims and header fields mean (RFC 7515, 7519, 9068 and our own), in a few words. */
const WORDS: Readonly<Record<string, string>> = {
  alg: 'How it is signed',
  typ: 'Kind of token',
  kid: 'Key that signed it; see Signing keys',
  x5t: 'Thumbprint of the key’s certificate',
  iss: 'Who issued it',
  sub: 'Whom it speaks for: a user, or the client itself',
  aud: 'Whom it is for; others must refuse it',
  exp: 'Not good from this instant on',
  nbf: 'Not good before this instant',
  iat: 'When it was issued',
  jti: 'Its own id, by which it alone can be revoked',
  client_id: 'Client that it was issued to',
  user_id: 'Client that it was issued to',
  scope: 'What it is for',
  scopes: 'What it is for',
  token_type: 'Whether it opens APIs or is exchanged',
  agent_id: 'Agent that it is bound to',
  room: 'Room that it is bound to',
  meta: 'Organization that it belongs to',
  crd: 'Secret that it was asked for with; ends with it',
  fam: 'Family that it came of; ends with it',
}

const INSTANTS: readonly string[] = ['exp', 'nbf', 'iat']

export function claimWords(name: string): string {
  return WORDS[name] ?? 'A claim of this style'
}

/** Milliseconds, where the claim is a time. */
export function claimInstant(name: string, value: unknown): number | undefined {
  return INSTANTS.includes(name) && typeof value === 'number' ? value * 1000 : undefined
}
