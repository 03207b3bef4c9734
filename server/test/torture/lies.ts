import type { Mint } from '../mint.ts'
import { type Answer, answerFrom, type Init } from '../wire.ts'

type Request = Mint['request']

/** A wire that stands between the checker and its servers and breaks one promise. */
export type Lie = (mint: Mint) => Mint

export const lies: Readonly<Record<string, () => Lie>> = {
  'acknowledges revocations of tokens that it drops': () =>
    lieWith((request) => async (path, init) => {
      if (path === '/admin/v1/tokens/revoke') return answer(200, { revoked: true, kind: null })
      return request(path, init)
    }),
  'acknowledges revocations of families that it drops': () =>
    lieWith(
      (request, mint) => async (path, init) =>
        path === mint.endpoints.revocation ? answer(200, {}) : request(path, init),
    ),
  'acknowledges removals of secrets that it drops': () =>
    lieWith((request) => async (path, init) => {
      return init?.method === 'DELETE' ? answer(204, {}) : request(path, init)
    }),
  'acknowledges retirements of keys that it drops': () =>
    lieWith((request) => async (path, init) => {
      return path.endsWith('/retire') ? answer(200, {}) : request(path, init)
    }),
  'takes a code twice': () => {
    const taken = new Map<string, Answer>()
    return lieWith((request) => async (path, init) => {
      const code = path === '/v0/token/' ? JSON.stringify(init?.json) : ''
      const honest = taken.get(code) ?? (await request(path, init))
      if (code !== '' && honest.status === 200) taken.set(code, honest)
      return honest
    })
  },
  'gives refresh tokens that are none': () =>
    lieWith((request) => async (path, init) => {
      const honest = await request(path, init)
      if (!honest.text.includes('"refresh_token":"')) return honest
      const text = honest.text.replace(/"refresh_token":"(\w\w_\w+?)\w"/, '"refresh_token":"$1x"')
      return answerFrom(honest.status, honest.headers, text)
    }),
  'makes half of a change': () =>
    lieWith((request) => (path, init) => {
      if (init?.method !== 'PATCH') return request(path, init)
      const json = { ...(init.json as Record<string, unknown>) }
      if ('enabled' in json) return request(path, init)
      return request(path, { ...init, json: { name: json.name } })
    }),
  'opens a second room by the same name': () =>
    lieWith((request) => (path, init) => request(path, withoutName(init))),
  'answers with an error of its own': () =>
    lieWith((request) => async (path, init) => {
      return path.endsWith('/credentials') ? answer(500, {}) : request(path, init)
    }),
}

function lieWith(change: (honest: Request, mint: Mint) => Request): Lie {
  return (mint) => ({ ...mint, request: change(mint.request, mint) })
}

function answer(status: number, json: object): Answer {
  return answerFrom(status, {}, JSON.stringify(json))
}

function withoutName(init: Init | undefined): Init | undefined {
  const { 'Idempotency-Key': name, ...headers } = init?.headers ?? {}
  return name === undefined ? init : { ...init, headers }
}
