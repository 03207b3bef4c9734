interface Kind {
  readonly title: string
  readonly words: string
}

const KINDS: Readonly<Record<string, Kind>> = {
  access_token: { title: 'Access token', words: 'It opens APIs.' },
  refresh_token: { title: 'Refresh token', words: 'It is exchanged for the next access token.' },
  subject_token: {
    title: 'User token',
    words: 'It says for which user a client acts, and counts together with the client’s keys.',
  },
  client_secret: {
    title: 'Client secret',
    words: 'It proves to a token endpoint which client asks.',
  },
  client_key: { title: 'Client API key', words: 'It is a client’s id and secret in one text.' },
  client_keys: {
    title: 'Client keys',
    words: 'They are the two halves of a key pair.',
  },
  api_key: { title: 'API key', words: 'It proves which client asks, and is exchanged for tokens.' },
  management_key: { title: 'Management key', words: 'It opens the management API.' },
  authorization_code: {
    title: 'Authorization code',
    words: 'It is exchanged once, within minutes, for tokens.',
  },
  resource_key: {
    title: 'Resource key',
    words: 'It names what a request is about, and opens nothing.',
  },
  sign_in: { title: 'Browser sign-in', words: 'It is the cookie of somebody who is signed in.' },
  invitation: { title: 'Invitation', words: 'It lets one person set a password, once.' },
}

const UNKNOWN: Kind = {
  title: 'Not one of ours',
  words: 'It is nothing that this server hands out, or was cut or mistyped on the way.',
}

export function kindOf(kind: string): Kind {
  return KINDS[kind] ?? UNKNOWN
}

/** `access_token` in a sentence of the server becomes “access token”. */
export function withoutCodes(words: string): string {
  return words.replace(
    /\b[a-z]+(?:_[a-z]+)+\b/g,
    (word) => KINDS[word]?.title.toLowerCase() ?? word,
  )
}
