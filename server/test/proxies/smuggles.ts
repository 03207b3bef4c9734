// Requests that two servers in a row have been known to read as one request and as two. Each holds
// a second request, for `/smuggled`, that no rule names: judged, it is refused, so an upstream sees
// it only if nobody judged it.

export interface Smuggle {
  readonly name: string
  readonly bytes: string
}

const HIDDEN = 'GET /smuggled HTTP/1.1\r\nHost: internal\r\n\r\n'
/** A chunked body that ends at once, with the hidden request behind it. */
const ENDED = `0\r\n\r\n${HIDDEN}`
const CHUNKED = 'Transfer-Encoding: chunked'
const long = `Content-Length: ${ENDED.length}`

/** Spellings that one parser takes for `chunked` and another does not (TE.TE). */
const CODINGS = [
  'Transfer-Encoding : chunked',
  'Transfer-Encoding:\tchunked',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding: identity, chunked',
  'Transfer-Encoding: chunked, chunked',
  'Transfer-Encoding: "chunked"',
  'Transfer-Encoding: chunked;q=1',
  'Transfer-Encoding: CHUNKED ',
  'Transfer-Encoding:\u000bchunked',
  'Transfer-Encoding: \u000bchunked',
  'Transfer-Encoding: chunked\u0000',
  'Transfer-Encoding:\r\n chunked',
  'Transfer-Encoding\r\n : chunked',
  ' Transfer-Encoding: chunked',
  'X: y\nTransfer-Encoding: chunked',
  'X: y\rTransfer-Encoding: chunked',
  'Transfer_Encoding: chunked',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
  'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Content-Encoding: chunked',
]

/** Lengths that are not one number of octets. */
const LENGTHS = [
  `Content-Length: 0\r\n${long}`,
  `${long}\r\nContent-Length: 0`,
  `Content-Length: 0, ${ENDED.length}`,
  'Content-Length: +0',
  'Content-Length: -1',
  'Content-Length: 0x0',
  'Content-Length: 0 0',
  'Content-Length: 1e1',
  'Content-Length:',
  'Content-Length : 0',
  'Content-Length: 0\r\n 5',
  'Content-Length: 18446744073709551617',
  'Content-Length\u0000: 0',
]

/** Bodies whose chunks are read in more than one way. */
const CHUNKS: Readonly<Record<string, string>> = {
  'an extension with a line feed': `5;x\nhello\r\n${ENDED}`,
  'an extension with a carriage return': `5;\rx\r\nhello\r\n${ENDED}`,
  'a size that overflows 64 bits': `10000000000000005\r\nhello\r\n${ENDED}`,
  'a size that overflows 32 bits': `100000005\r\nhello\r\n${ENDED}`,
  'a size with 0x': `0x5\r\nhello\r\n${ENDED}`,
  'a size with a sign': `+5\r\nhello\r\n${ENDED}`,
  'a size with a space': `5 \r\nhello\r\n${ENDED}`,
  'a size with an underscore': `0_5\r\nhello\r\n${ENDED}`,
  'lines that end in LF alone': `5\nhello\n0\n\n${HIDDEN}`,
  'a chunk longer than it says': `1\r\nhello\r\n${ENDED}`,
  'no CRLF behind the chunk': `5\r\nhello${ENDED}`,
  'two bytes of anything behind the chunk': `5\r\nhelloXX${ENDED}`,
  'trailers that are headers': `0\r\nContent-Length: 5\r\nHost: x\r\n\r\n${HIDDEN}`,
  'a trailer with a bare LF': `0\r\nX: y\n\n${HIDDEN}`,
  'a long row of zeros': `${'0'.repeat(40)}\r\n\r\n${HIDDEN}`,
}

/** Requests that begin well-formed at this host, for `path`, with these headers already there. */
export function smugglesFor(path: string, host: string, authorization: string): Smuggle[] {
  const bear = `Authorization: ${authorization}\r\n`
  const post = (headers: string, body: string) =>
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\n${bear}${headers}\r\n\r\n${body}`
  const get = (target: string, headers: string, rest = HIDDEN) =>
    `GET ${target} HTTP/1.1\r\n${headers}\r\n${bear}\r\n${rest}`
  const upgrade = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk'
  return [
    { name: 'CL.TE', bytes: post(`${long}\r\n${CHUNKED}`, ENDED) },
    {
      name: 'TE.CL',
      bytes: post(`${CHUNKED}\r\nContent-Length: 4`, `2a\r\n${HIDDEN}\r\n0\r\n\r\n`),
    },
    ...CODINGS.map((coding) => ({
      name: `TE.TE ${JSON.stringify(coding)}`,
      bytes: post(`${coding}\r\n${long}`, ENDED),
    })),
    ...CODINGS.map((coding) => ({
      name: `without a length ${JSON.stringify(coding)}`,
      bytes: post(coding, ENDED),
    })),
    ...LENGTHS.map((length) => ({ name: JSON.stringify(length), bytes: post(length, ENDED) })),
    ...Object.entries(CHUNKS).map(([name, body]) => ({ name, bytes: post(CHUNKED, body) })),
    { name: 'HTTP/1.0 with chunks', bytes: post(CHUNKED, ENDED).replace('HTTP/1.1', 'HTTP/1.0') },
    { name: 'a body where none is due', bytes: get(path, `Host: ${host}\r\n${long}`, ENDED) },
    { name: 'chunks where none are due', bytes: get(path, `Host: ${host}\r\n${CHUNKED}`, ENDED) },
    { name: 'two hosts', bytes: get(path, `Host: ${host}\r\nHost: internal`) },
    { name: 'a host with a space', bytes: get(path, `Host: ${host} internal`) },
    { name: 'no host', bytes: get(path, 'X: y') },
    { name: 'a host on a folded line', bytes: get(path, `Host: ${host}\r\n internal`) },
    { name: 'a folded header', bytes: get(path, `Host: ${host}\r\nX: y\r\n Content-Length: 5`) },
    { name: 'a header with a NUL', bytes: get(path, `Host: ${host}\r\nX: y\u0000z`) },
    { name: 'a header with a bare CR', bytes: get(path, `Host: ${host}\r\nX: y\rHost: internal`) },
    { name: 'a header without a colon', bytes: get(path, `Host: ${host}\r\nX`) },
    { name: 'a header without a name', bytes: get(path, `Host: ${host}\r\n: x`) },
    { name: 'a line feed in the target', bytes: get(`${path}\n`, `Host: ${host}`) },
    { name: 'a tab in the target', bytes: get(`${path}\t/smuggled`, `Host: ${host}`) },
    { name: 'two targets', bytes: get(`${path} /smuggled`, `Host: ${host}`) },
    {
      name: 'an absolute target elsewhere',
      bytes: get('http://internal/smuggled', `Host: ${host}`),
    },
    { name: 'an absolute target', bytes: get(`http://${host}/smuggled`, `Host: ${host}`) },
    {
      name: 'a target with a user',
      bytes: get(`http://${host}@internal/smuggled`, `Host: ${host}`),
    },
    { name: 'an asterisk', bytes: get('*', `Host: ${host}`) },
    { name: 'a target without a slash', bytes: get('smuggled', `Host: ${host}`) },
    { name: 'a path behind the right one', bytes: get(`${path}/../smuggled`, `Host: ${host}`) },
    { name: 'a path behind it, encoded', bytes: get(`${path}/%2e%2e/smuggled`, `Host: ${host}`) },
    {
      name: 'CONNECT',
      bytes: `CONNECT internal:80 HTTP/1.1\r\nHost: ${host}\r\n${bear}\r\n${HIDDEN}`,
    },
    { name: 'an upgrade to h2c', bytes: get(path, `Host: ${host}\r\n${upgrade}`) },
    { name: 'HTTP/2 by prior knowledge', bytes: `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${HIDDEN}` },
    { name: 'HTTP/0.9', bytes: `GET ${path}\r\n\r\n${HIDDEN}` },
    { name: 'an HTTP/1.2', bytes: get(path, `Host: ${host}`).replace('HTTP/1.1', 'HTTP/1.2') },
    { name: 'expecting 100', bytes: post(`Expect: 100-continue\r\n${long}`, ENDED) },
    {
      name: 'expecting 100 twice',
      bytes: post(`Expect: 100-continue, 100-continue\r\n${long}`, ENDED),
    },
    {
      name: 'a connection header that names the framing',
      bytes: post(`Connection: Content-Length\r\n${long}`, ENDED),
    },
    {
      name: 'a connection header that names the coding',
      bytes: post(`Connection: Transfer-Encoding\r\n${CHUNKED}`, ENDED),
    },
    {
      name: 'an upgrade that is refused',
      bytes: get(
        path,
        `Host: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777`,
      ),
    },
    { name: 'pipelining', bytes: get(path, `Host: ${host}`) },
  ]
}
