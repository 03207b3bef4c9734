import { type ManagementApi, managementApi } from './client.ts'

/** Whom to ask: an address and a key, or what the settings say of the local data folder. */
export type ApiOptions = Readonly<Record<string, unknown>>

/** Over HTTP where an address is given, else in process on the data folder. */
export async function openApi(options: ApiOptions): Promise<ManagementApi> {
  const url = options.url ?? process.env.MINTMARK_URL
  if (typeof url === 'string' && url !== '') {
    const { remoteTransport } = await import('./remote.ts')
    const key = options.key ?? process.env.MINTMARK_MANAGEMENT_KEY
    return managementApi(remoteTransport(url, typeof key === 'string' ? key : undefined))
  }
  const [{ demandStore, readLocalConfig }, { settingsFlags }] = await Promise.all([
    import('../local-config.ts'),
    import('../settings-flags.ts'),
  ])
  // Other flags of a command may have a setting's name and mean something else.
  const config = await readLocalConfig(settingsFlags(options, ['data_dir']))
  await demandStore(config)
  const { localTransport } = await import('./local.ts')
  // Whoever waits at a prompt is better told at once.
  return managementApi(await localTransport({ ...config, database_wait_sec: 0 }))
}
