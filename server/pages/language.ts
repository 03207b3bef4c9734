import type { FastifyRequest } from 'fastify'
import { fallback, languages, type Messages } from './messages/index.ts'

export const LANGUAGE_COOKIE = 'mintmark_language'
const RANGES_MAX = 20

/**
 * The language that a page speaks: what the client asks for (`ui_locales`, OpenID Connect Core
 * §3.1.2.1) in this request or in the one that the reader returns to, what the reader chose
 * before, what the browser prefers (RFC 9110 §12.5.4), else English.
 */
export function languageOf(request: FastifyRequest, returnTo = ''): Messages {
  const asked = [request.url, returnTo].flatMap((target) => uiLocalesOf(target))
  return (
    firstKnown(asked) ??
    firstKnown([request.cookies[LANGUAGE_COOKIE] ?? '']) ??
    firstKnown(rangesOf(request.headers['accept-language'] ?? '')) ??
    fallback
  )
}

/** The same target in another language, where it, or the one that it leads back to, names one. */
export function inLanguage(target: string, tag: string): string {
  const query = queryOf(target)
  const next = query.get('return_to')
  if (next !== null) query.set('return_to', inLanguage(next, tag))
  else if (!query.has('ui_locales')) return target
  if (query.has('ui_locales')) query.set('ui_locales', tag)
  return `${target.slice(0, target.indexOf('?'))}?${query}`
}

/** Of the target itself, or of the one that it leads back to, as the second step does. */
function uiLocalesOf(target: string): string[] {
  const query = queryOf(target)
  const own = query.get('ui_locales') ?? queryOf(query.get('return_to') ?? '').get('ui_locales')
  return own?.split(' ').slice(0, RANGES_MAX) ?? []
}

/** Never through `new URL`: to it, `//api/v1/tokens` is a host called `api`. */
function queryOf(target: string): URLSearchParams {
  const mark = target.indexOf('?')
  return new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1))
}

/** What `Accept-Language` names, most wanted first. */
function rangesOf(header: string): string[] {
  return header
    .split(',', RANGES_MAX)
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((each) => each.trim())
      const weight = parameters.find((each) => /^q=/i.test(each))?.slice(2)
      return { range, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0 && weight <= 1)
    .sort((one, other) => other.weight - one.weight)
    .map(({ range }) => range)
}

/** `de-AT` is served by `de`, and `pt` by `pt-BR` (RFC 4647 §3.4, and its reverse). */
function firstKnown(ranges: readonly string[]): Messages | undefined {
  for (const each of ranges) {
    const range = each.toLowerCase()
    if (range === '*') return fallback
    const known = languages.find((one) => {
      const tag = one.tag.toLowerCase()
      return range === tag || range.startsWith(`${tag}-`) || tag.startsWith(`${range}-`)
    })
    if (range !== '' && known !== undefined) return known
  }
  return undefined
}
