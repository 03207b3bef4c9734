// What a setting may be: each schema takes what stands in a file as well as the text that a flag or
// the environment gives.
import { z } from 'zod'

export const count = z.coerce.number().int().min(1).max(1_000_000_000)
export const seconds = z.coerce
  .number()
  .int()
  .min(1)
  .max(10 * 365 * 86_400)
export const connections = z.coerce.number().int().min(2).max(10_000)
export const secondsOrNone = z.coerce.number().int().min(0).max(3_600)
/** Below two seconds a busy disk is mistaken for one that is gone. */
export const answerSec = z.coerce.number().int().min(2).max(60)
export const days = z.coerce.number().int().min(0).max(36_500)
export const switched = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])
export const restSec = z.coerce
  .number()
  .int()
  .min(0)
  .max(30 * 86_400)
export const countries = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value),
  z.array(z.string().regex(/^[A-Z]{2}$/)),
)
export const WEB_ADDRESS = /^(https?:\/\/[^\s?#]+[^\s?#/])?$/
export const POSTGRES_URL = /^(postgres(ql)?:\/\/\S+)?$/
/** No control characters, and none that reorder what stands around the name. */
export const BRAND_NAME = /^(?=\S)[^\p{C}]{1,60}$/u
export const BRAND_COLOR = /^(#(?:[0-9a-f]{3}|[0-9a-f]{6}))?$/i
export const words = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value),
  z.array(z.string()),
)
export const addresses = words.pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))
export const region = z.object({
  name: z.string().min(1),
  token_host: z.string(),
  api_host: z.string(),
})
export const regionsOf = (domain: string) =>
  ['emea', 'nam', 'apac'].map((name) => ({
    name,
    token_host: `${name}.cc.${domain}`,
    api_host: `${name}.api.cc.${domain}`,
  }))

/** What is in it is read where it is known what APIs are. */
export const documents = z.preprocess(
  (value) => {
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      return undefined
    }
  },
  z.array(z.looseObject({})),
)

export const ROOM_ENGINES = ['embedded', 'livekit', 'jitsi'] as const
export const SOCKET_URL = /^(wss?:\/\/[^/?#\s]+)?$/
export const HTTP_ORIGIN = /^(https?:\/\/[^/?#\s]+)?$/
/** RFC 7064 and RFC 7065. */
export const iceUrls = (scheme: 'stun' | 'turn') =>
  words.pipe(z.array(z.string().regex(new RegExp(`^${scheme}s?:[^/\\s]+$`))))
