import { type Config, ConfigError } from '../../config.ts'
import { openTextProvider } from '../../core.ts'
import { systemClock } from '../../protocol/clock.ts'
import type { Store } from '../../store/store.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether anybody sends texts, and to whom. Nothing is sent to find out. */
export function textProvider(config: Config): Finding {
  const name = 'texts'
  try {
    const { textProvider: provider } = openTextProvider(config, systemClock)
    if (provider === undefined) {
      const advice = 'Set texts.provider (MINTMARK_TEXTS_PROVIDER); docs/guide/texts.md has each.'
      return warn(name, 'no provider is set: they wait, and go with their room', advice)
    }
    if (config['texts.provider'] === '') return ok(name, 'they stand in /_dev/outbox')
    const { protocol, hostname } = new URL(config['texts.url'] || 'https://vendor.invalid')
    if (protocol === 'http:' && !LOCAL.has(hostname)) {
      const words = `${provider.name} is asked without TLS, secret and links included`
      return warn(name, words, 'Let texts.url (MINTMARK_TEXTS_URL) begin with https://.')
    }
    return config['texts.countries'].length > 0
      ? ok(name, `${provider.name} sends them, to ${config['texts.countries'].join(', ')}`)
      : warn(
          name,
          `${provider.name} sends them, to every country`,
          'Set texts.countries to those that you call: it bounds what a stolen key can cost.',
        )
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    const [problem = ''] = thrown.problems
    return fail(name, problem.replace('texts: ', ''), 'Correct it; the server does not start.')
  }
}

/** Those that somebody must look at. */
export async function deadTexts({ outbox }: Pick<Store, 'outbox'>): Promise<Finding> {
  const name = 'dead texts'
  const counts = await outbox.countByState()
  const [failed, uncertain] = [counts.get('failed') ?? 0, counts.get('uncertain') ?? 0]
  if (failed + uncertain === 0) return ok(name, 'there are none')
  const words = `${failed} failed, and of ${uncertain} nobody knows`
  return warn(name, words, 'Decide in the console under Texts: send again, or drop.')
}
