// The words that core code does not use, and the vendors' names. "Core" is server/ without the
// dialects.

/** Parts of names: `loginUrl`, `handle_request` and `Helpers` all contain one. */
export const BANNED_PARTS: Readonly<Record<string, string>> = {
  app: 'client',
  login: 'sign-in',
  session: 'sign-in',
  validate: 'parse, assert or authenticate',
  handle: 'read, authorize, refuse: the act itself',
  process: 'the act itself',
  manager: 'what it manages',
  service: 'what it does',
  helper: 'the concept',
  util: 'the concept',
  data: 'what it holds',
  info: 'what it tells',
}

/** Vague only when they stand alone. */
export const BANNED_ALONE: Readonly<Record<string, string>> = {
  auth: 'authenticate or authorize',
}

/** Words of one vendor that stand for one of ours. */
export const BANNED_PAIRS: Readonly<Record<string, string>> = {
  'user token': 'access token',
  'plan key': 'bound resource',
  'public key': 'client id',
  'private key': 'client secret',
}

/** Words by the dialect that they belong to. */
export const VENDOR_WORDS: Readonly<Record<string, RegExp>> = {
  vocera: /vocera|cekura/i,
  'eight-by-eight': /8x8|eight[-_ ]?by[-_ ]?eight/i,
  vonage: /vonage|newvoicemedia|\bvcc\b/i,
  vocalcola: /vocalcola/i,
  envoy: /envoy/i,
}

/** `dataDir`, `DATA_DIR` and `data-dir` all give `data dir`. */
export function partsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase())
}
