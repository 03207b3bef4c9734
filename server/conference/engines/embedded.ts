import type { Engine } from './contract.ts'

/**
 * Browsers speak to each other (WebRTC), and our own socket carries what they must tell each other
 * first. Whoever loses their seat loses the socket; the others hang up on them.
 */
export const embedded: Engine = {
  name: 'embedded',
  reach: { connect: [], frames: [] },
  admit: async () => ({ name: 'embedded' }),
  remove: async () => {},
  end: async () => {},
}
