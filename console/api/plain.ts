// The same characters that the server's pages show as � (server/pages/views/pieces.ts): each acts
// on the words around it, and a name that somebody else chose must not turn ours around.
const ACTS_ON_OTHERS = /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** An answer of the API with every text in it as plain as it may be shown. */
export function parsePlain(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' ? value.replace(ACTS_ON_OTHERS, '\ufffd') : value,
  )
}
