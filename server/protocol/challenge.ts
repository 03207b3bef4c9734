/** A `WWW-Authenticate` value (RFC 9110 §11.6.1); parameters that are `undefined` are left out. */
export function challenge(
  scheme: 'Basic' | 'Bearer',
  parameters: Readonly<Record<string, string | undefined>> = {},
): string {
  const written = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}="${value.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '')}"`)
  return written.length === 0 ? scheme : `${scheme} ${written.join(', ')}`
}
