interface Place {
  readonly words: string
  readonly to?: string
  readonly title?: string
}

const INSPECT = { to: '/token-inspector', title: 'Inspect the token' }
const CLIENTS = { to: '/api-credentials', title: 'See the credentials' }
const SCOPES = { to: '/scopes', title: 'See the scopes' }

/** What is usually behind a refusal, and the page that tells more. By the server's own codes. */
export const REFUSALS: Readonly<Record<string, Place>> = {
  invalid_client: {
    words: 'A wrong id or secret, or one that was revoked or has expired.',
    ...CLIENTS,
  },
  unauthorized_client: { words: 'The client is of a style that has no such grant.', ...CLIENTS },
  two_client_proofs: { words: 'Send the secret in the header or in the body, not in both.' },
  unsupported_grant_type: { words: 'Often a misspelt grant_type, or the path of another style.' },
  scope_missing: { words: 'This style wants one scope named in each request.', ...SCOPES },
  invalid_scope: { words: 'Misspelt, or never given to this client.', ...SCOPES },
  invalid_target: { words: 'The resource must be one of the client’s audiences.', ...CLIENTS },
  invalid_grant: { words: 'Codes and refresh tokens work once, and not for long.', ...INSPECT },
  wrong_token_type: { words: 'Such as a refresh token where an access token goes.', ...INSPECT },
  invalid_token: { words: 'Mostly expired ones: their holder should ask again.', ...INSPECT },
  token_missing: { words: 'The request bore none, or not where this style looks.' },
  insufficient_scope: { words: 'The token is good, but for something else.', ...INSPECT },
  subject_gone: { words: 'A user, client or consent was removed meanwhile.', ...INSPECT },
  resource_forbidden: {
    words: 'It is bound to something else, such as another agent.',
    ...INSPECT,
  },
  too_many_attempts: {
    words: 'Somebody guesses, or a program retries with an old secret.',
    to: '/blocks',
    title: 'See who is blocked',
  },
  server_error: { words: 'A fault of ours: look into the log by the request id.' },
  temporarily_unavailable: { words: 'The store did not answer; run mintmark doctor.' },
}

export function whereToLook(code: string): Place {
  return REFUSALS[code] ?? { words: 'The audit log says who and when.' }
}
