/** HTTP Basic as OAuth wants it: both parts are form-encoded first (RFC 6749 §2.3.1). */
export function basicHeader(clientId: string, clientSecret: string): Record<string, string> {
  return plainBasicHeader(formEncoded(clientId), formEncoded(clientSecret))
}

/** HTTP Basic as it stands in RFC 7617, for issuers that do not decode the parts. */
export function plainBasicHeader(id: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${base64(`${id}:${secret}`)}` }
}

/** Standard base64 of the UTF-8 bytes. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
