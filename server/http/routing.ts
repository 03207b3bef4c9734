import { parse as parseQuery } from 'fast-querystring'

const PARAMETER_CHARACTERS_MAX = 200

/**
 * How a path is compared, for programs and pages alike. One path, one route, one limit: aliases by
 * slash or case cannot be another door.
 */
export const ROUTING = {
  ignoreTrailingSlash: true,
  ignoreDuplicateSlashes: true,
  caseSensitive: false,
  maxParamLength: PARAMETER_CHARACTERS_MAX,
  querystringParser: (text: string) => parseQuery(text),
} as const
