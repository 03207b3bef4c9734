import { type Config, ConfigError, type Mode } from '../../config.ts'
import { readLocalConfig } from '../local-config.ts'
import type { SettingsFlags } from '../settings-flags.ts'
import { diskSpace, nodeVersion, port, publicAddress } from './environment.ts'
import { type Finding, fail, ok } from './finding.ts'
import { folder, masterKey } from './folder.ts'
import { gateway } from './gateway.ts'
import { storeFindings } from './kept.ts'
import { textProvider } from './texts.ts'

export type { Finding } from './finding.ts'

/** Every check, in the order in which one would look. */
export async function examine(flags: SettingsFlags, mode: Mode | undefined): Promise<Finding[]> {
  const config = await settle(flags, mode)
  if ('findings' in config) return [nodeVersion(), ...config.findings]
  return [
    nodeVersion(),
    ok('settings', `all of them are right, for \`mintmark ${config.mode}\``),
    publicAddress(config),
    masterKey(config),
    folder(config),
    await diskSpace(config),
    ...(await storeFindings(config)),
    textProvider(config),
    await gateway(config),
    await port(config),
  ]
}

async function settle(
  flags: SettingsFlags,
  mode: Mode | undefined,
): Promise<Config | { findings: Finding[] }> {
  try {
    return await readLocalConfig(flags, mode)
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    return {
      findings: thrown.problems.map((problem) =>
        fail('settings', problem, 'Correct it; nothing else was looked at.'),
      ),
    }
  }
}
