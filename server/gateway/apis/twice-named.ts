import type { Api } from './api-schema.ts'

/**
 * The first route that says anew what an earlier one says: the same method at the same path, but
 * for the names in it. Which of the two counts would be a matter of luck.
 */
export function twiceNamed({ routes }: Pick<Api, 'routes'>): number | undefined {
  const seen = new Set<string>()
  const at = routes.findIndex(({ methods, path }) => {
    const shape = path.replaceAll(/\{\w+\}/g, '{}')
    const keys = [...new Set(methods)].map((method) => `${method} ${shape}`)
    if (keys.some((key) => seen.has(key))) return true
    for (const key of keys) seen.add(key)
    return false
  })
  return at === -1 ? undefined : at
}
