import { hash } from 'node:crypto'
import type { Introspection } from '../protocol/introspection.ts'
import type { Notice, NoticeKind } from '../store/notices.ts'
import { consentOf } from './revoke.ts'

/** 96 bits: that two targets ever share one is not to be expected. */
const CHARACTERS = 16

/** The kinds of notice that can end a credential. Frames and the like are nobody else's matter. */
const KINDS: ReadonlySet<NoticeKind> = new Set([
  'token',
  'family',
  'credential',
  'client',
  'signing_key',
  'user',
  'consent',
  'agent',
])

export function endsCredentials(notice: Pick<Notice, 'topic' | 'kind'>): boolean {
  return notice.topic === 'revoked' && KINDS.has(notice.kind)
}

/** What the public feed calls a target: whoever knows the id knows it, and nobody else. */
export function digestOf(kind: NoticeKind, target: string): string {
  return hash('sha256', `${kind}:${target}`, 'base64url').slice(0, CHARACTERS)
}

/** Everything whose revocation would end what was found, as the feed would name it. */
export function digestsOf(found: Introspection): readonly string[] {
  const { client, subjectId, bound } = found
  const targets: readonly (readonly [NoticeKind, string | number | undefined])[] = [
    ['token', found.tokenId],
    ['family', found.familyId],
    ['credential', found.credentialId],
    ['client', client.clientId],
    ['signing_key', found.keyId],
    ['user', subjectId],
    ['consent', subjectId && consentOf(client.clientId, subjectId)],
    ['agent', bound?.kind === 'agent' ? bound.id : undefined],
  ]
  return targets.flatMap(([kind, target]) =>
    target === undefined || target === '' ? [] : [digestOf(kind, String(target))],
  )
}
