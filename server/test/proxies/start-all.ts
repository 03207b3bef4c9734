import { after } from 'node:test'
import { freePort, newFolder } from '../places.ts'
import { installed, type Places, type RealProxy, startProxy } from './real.ts'

/** Every proxy that is installed here, in front of these two; they end with the test file. */
export async function startAll(
  behind: Pick<Places, 'mint' | 'upstream'>,
): Promise<readonly RealProxy[]> {
  const proxies: RealProxy[] = []
  for (const kind of installed) {
    const places = { ...behind, folder: newFolder(), port: await freePort() }
    const proxy = await startProxy(kind, places)
    after(() => proxy.stop())
    proxies.push(proxy)
  }
  return proxies
}
