import type { IncomingHttpHeaders } from 'node:http'
import { hopOf } from './hop.ts'
import { OUR_COOKIE } from './request-headers.ts'

/**
 * An upstream's headers as they go on to whoever asked. A cookie of ours it cannot set: at a host
 * that both answer at, it could sign people in as somebody else.
 */
export function broughtBack(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const isOfTheHop = hopOf(headers)
  const brought: IncomingHttpHeaders = {}
  for (const name in headers) {
    if (!isOfTheHop(name)) brought[name] = headers[name]
  }
  const cookies = brought['set-cookie']
  if (cookies?.some((one) => OUR_COOKIE.test(one)) === true) {
    brought['set-cookie'] = cookies.filter((one) => !OUR_COOKIE.test(one))
  }
  return brought
}
