interface Kind {
  readonly title: string
  readonly words: string
}

const KINDS: Readonly<Record<string, Kind>> = {
  access_token: { title: 'Access token', words: 'Opens APIs until it expires.' },
  refresh_token: { title: 'Refresh token', words: 'Is exchanged for the next access token.' },
  subject_token: {
    title: 'User token',
    words: 'Says for which user a client acts; it counts together with the client’s keys.',
  },
  client_secret: { title: 'Client secret', words: 'Proves to a token endpoint which client asks.' },
  client_key: { title: 'Client API key', words: 'A client’s id and secret in one text.' },
  client_keys: {
    title: 'Client keys',
    words: 'The two halves of a client’s key pair in one text.',
  },
  api_key: { title: 'API key', words: 'Proves which client asks, and is exchanged for tokens.' },
  management_key: { title: 'Management key', words: 'Opens the management API.' },
  authorization_code: {
    title: 'Authorization code',
    words: 'Is exchanged once, within minutes, for tokens.',
  },
  resource_key: { title: 'Resource key', words: 'Names what a request is about; opens nothing.' },
  sign_in: { title: 'Browser sign-in', words: 'The cookie of somebody who is signed in.' },
  invitation: { title: 'Invitation', words: 'Lets one person set a password, once.' },
}

const UNKNOWN: Kind = {
  title: 'Not one of ours',
  words: 'Nothing that this server hands out, or cut or mistyped on the way.',
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
