import { BlockList, isIP } from 'node:net'

/** One address, or a network in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3). */
export interface AddressRange {
  readonly address: string
  readonly family: 'ipv4' | 'ipv6'
  readonly prefixBits: number
}

const BITS = { ipv4: 32, ipv6: 128 } as const
/** `::ffff:192.0.2.1` is an IPv4 address, and a network of such is none of IPv6. */
const MAPPED = /^::ffff:/i

/** `undefined` for whatever is no address and no network. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [, address = '', prefix] = /^([0-9A-Fa-f.:]{2,45})(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = isIP(address)
  if (version === 0 || MAPPED.test(address)) return undefined
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const prefixBits = prefix === undefined ? BITS[family] : Number(prefix)
  return prefixBits > BITS[family] ? undefined : { address, family, prefixBits }
}

/** Where a client's credentials may come from. */
export interface AllowedAddresses {
  has(ip: string): boolean
}

const ANYWHERE: AllowedAddresses = { has: () => true }

/** No range allows every address. A range that cannot be read allows none. */
export function allowedAddresses(ranges: readonly string[]): AllowedAddresses {
  if (ranges.length === 0) return ANYWHERE
  const list = new BlockList()
  for (const range of ranges) {
    const parsed = parseAddressRange(range)
    if (parsed !== undefined) list.addSubnet(parsed.address, parsed.prefixBits, parsed.family)
  }
  return {
    has(ip) {
      // A link-local address may name its interface.
      const [address = ''] = ip.split('%')
      const version = isIP(address)
      return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
    },
  }
}
