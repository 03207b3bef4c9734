import type { ExplanationAnswer, RevocationPreviewAnswer } from '../../server/admin/tokens.ts'
import { post } from './request.ts'

// Nothing here goes through the query cache: what is sent is a secret, and stays with who sends it.

export interface RequestLine {
  readonly method: string
  readonly path: string
  readonly host: string
}

export type Explanation = ExplanationAnswer
export type AcceptedBy = Explanation['accepted_by'][number]
export type Check = Explanation['checks'][number]

export function explainToken(token: string, line?: RequestLine): Promise<Explanation> {
  return post('/tokens/explain', {
    token,
    ...(line === undefined || line.path === '' ? {} : trimmed(line)),
  })
}

function trimmed({ method, path, host }: RequestLine) {
  return { method, path, ...(host === '' ? {} : { host }) }
}

export type RevocationPreview = RevocationPreviewAnswer

export function previewRevocation(token: string): Promise<RevocationPreview> {
  return post('/tokens/preview-revocation', { token })
}

export function revokeToken(token: string): Promise<{ revoked: boolean; kind: string | null }> {
  return post('/tokens/revoke', { token })
}
