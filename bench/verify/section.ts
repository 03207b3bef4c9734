import { marked } from '../sections.ts'
import { table } from '../table.ts'
import type { VerifyReport } from './measure.ts'

export const VERIFY = '--verify'

export function verifySection(report: VerifyReport): string {
  const { date, machine, node, rounds, seconds } = report
  return marked(
    VERIFY,
    `## Verifying in a resource server

Written by \`npm run bench -- --verify\` on ${date}: ${machine}, Node ${node}; ${rounds} rounds of
${seconds} s for each, in turn, in one program.

${verifyTables(report)}

- Each verifies 2,000 different tokens over and over. Signature, algorithm, issuer, audience and
  times are checked by everybody but *node:crypto alone*, which does not even take the token apart,
  and *by hand*, which looks at nothing that it says.
  *Mintmark* also asks whether the token, its family, client, credential, user, consent or key was
  revoked, among 100,000 live revocations.
- *node:crypto alone* takes ES256's signatures as JWT has them, and Node turns them into DER; ours
  come to it as DER. With RS256 what is around a verification weighs more than with ES256, whose
  verification is longer: where it goes stands in
  [decision 0049](decisions/0049-a-token-is-opened-in-one-step.md).
- *Remembered*: a token that was verified before. *Mintmark* is called as a middleware calls it,
  with the headers of a request, and asks each time for the end of the token and for news of the
  feed. jose remembers nothing.
- Ratios are those of the same round: to *node:crypto alone*, and of what is remembered to
  *Mintmark, remembered*.`,
  )
}

/** The figures alone, for a terminal. */
export function verifyTables({ verify }: VerifyReport): string {
  return table(
    ['verifications, one core', 'per second of CPU time', 'µs', 'ratio (worst to best round)'],
    verify.map((row) => [
      `${row.algorithm}, ${row.name}`,
      Math.round(row.perSec).toLocaleString('en'),
      (1e6 / row.perSec).toFixed(2),
      `**${share(row.ofFirst)}** (${share(row.ofFirstMin)} to ${share(row.ofFirstMax)})`,
    ]),
  )
}

function share(ratio: number): string {
  return `${(ratio * 100).toFixed(0)} %`
}
