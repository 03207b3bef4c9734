import type { Mint } from '../mint.ts'

/** A balancer passes on the host that the client wrote: the public one, whichever node it picks. */
export function withPublicHost(mint: Mint): Mint {
  const { host } = new URL(mint.baseUrl)
  return {
    ...mint,
    request: (path, init = {}) =>
      mint.request(path, { ...init, headers: { host, ...init.headers } }),
  }
}
