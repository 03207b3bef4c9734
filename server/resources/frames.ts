import type { OpenFrame } from '../store/frames.ts'
import type { Records } from '../store/records.ts'

/**
 * Ends an open frame, on every node within a second, and with it what its tokens may still open:
 * without that the page would come back with what it has. False where it was over already.
 */
export async function kickFrame(
  { frames, leases, notices }: Pick<Records, 'frames' | 'leases' | 'notices'>,
  frame: OpenFrame,
  now: number,
): Promise<boolean> {
  const isFirst = await frames.end(frame.id, now, 'kicked')
  await leases.close(frame.familyId, now)
  // Nobody opens it again, so it is dead whenever another node thinks that it was opened.
  const end = Math.max(frame.expiresAt, now) + 1
  await notices.add({
    topic: 'revoked',
    kind: 'frame',
    target: frame.publicId,
    at: end,
    expiresAt: end,
  })
  return isFirst
}
