import type { ReferenceName } from '../../references.ts'
import { ours, raw } from '../lanes.ts'
import { figureIn, type Race, type Round, together, type Verdict } from '../race.ts'

/** What a request of the standard path would cost if it signed as the style does. */
function standardSigning(lane: string, signs: readonly ReferenceName[]) {
  return (round: Round): number =>
    signs.reduce(
      (sum, name) => sum + figureIn(round, name, 'cpuMicros'),
      figureIn(round, lane, 'cpuMicros') - figureIn(round, 'es256Sign', 'cpuMicros'),
    )
}

function style(
  title: string,
  lane: string,
  standard: string,
  signs: readonly ReferenceName[],
): Verdict {
  const expected = standardSigning(standard, signs)
  return {
    title,
    unit: 'share',
    atLeast: 0.85,
    of: (round) => expected(round) / figureIn(round, lane, 'cpuMicros'),
  }
}

const SIGNATURES = {
  es256Sign: 'ES256 signature alone, `node:crypto`',
  rs256Sign: 'RS256 signature alone, `node:crypto`',
  hs256Sign: 'HS256 signature alone, `node:crypto`',
} as const

/** By CPU time, since signatures can only be added and taken away there. */
export const styles: Race = {
  name: 'styles',
  title: 'each style beside the standard one',
  verdicts: [
    style('Envoy, client_credentials (ES256)', 'envoy', 'standard', ['es256Sign']),
    style('Envoy, refresh (ES256)', 'envoy-refresh', 'standard-refresh', ['es256Sign']),
    style('Vonage, client_credentials (RS256)', 'vonage', 'standard', ['rs256Sign']),
    style('Vocera, embed login (HS256, twice)', 'vocera', 'standard', ['hs256Sign', 'hs256Sign']),
    style('8x8, agent token (HS256)', 'eight', 'standard', ['hs256Sign']),
    style('VocalCola, code exchange (no signature)', 'vocalcola', 'standard-code', []),
  ],
  open: together(
    raw(SIGNATURES),
    ours({
      standard: ['standard, client_credentials', 'cc-es256'],
      envoy: ['Envoy, client_credentials', 'cc-envoy'],
      vonage: ['Vonage, client_credentials', 'cc-rs256'],
      vocera: ['Vocera, embed login', 'embed-hs256'],
      eight: ['8x8, agent token', 'agent-token'],
      'standard-refresh': ['standard, refresh', 'refresh-standard'],
      'envoy-refresh': ['Envoy, refresh', 'refresh-envoy'],
      'standard-code': ['standard, code exchange', 'code'],
      vocalcola: ['VocalCola, code exchange', 'code-vocalcola'],
    }),
  ),
}
