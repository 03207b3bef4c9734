import type { Dialect } from '../dialects/contract.ts'
import type { Site } from '../protocol/site.ts'
import type { FrameSigner } from '../tokens/frame-token.ts'
import type { EmbedDeps } from './deps.ts'

/** Of an address that was checked when the operator set it. */
export function originOf(url: string): string {
  return new URL(url).origin
}

/** The style whose published keys a frame token is verified with; none where none is served. */
export function signerOf({
  dialects,
  site,
  isOn,
}: Pick<EmbedDeps, 'dialects' | 'isOn'> & { readonly site: Site }): FrameSigner | undefined {
  const found = dialects.find((one) => hasPublishedKeys(one) && isOn(one.name))
  return found && { dialect: found.name, issuer: found.issuer('', site) }
}

/** A secret that both sides know cannot be published. */
function hasPublishedKeys({ style, endpoints }: Dialect): boolean {
  return (
    style !== undefined &&
    style.algorithm !== 'HS256' &&
    endpoints.some((one) => one.operation === 'jwks')
  )
}
