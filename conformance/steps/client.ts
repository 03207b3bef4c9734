import { jsonBody } from '../body.ts'
import { type Answer, exchange } from '../http.ts'
import { isJsonObject, type Json, show } from '../json.ts'
import { Deviation, keepCaptures, type Stage } from '../stage.ts'
import { render, renderText } from '../template.ts'
import type { ClientStep } from '../transcript.ts'

/**
 * A client of the transcript's own, for what the demo clients cannot show (a stranger's
 * credentials, other scopes, another lifetime) and for wrong secrets, which must not lock a demo
 * client.
 */
export async function performClient(step: ClientStep, stage: Stage): Promise<void> {
  const answer = await manage(stage, 'POST', '/admin/v1/clients', render(step.client, stage.scope))
  if (answer.status !== 201 && answer.status !== 200) throw refused('POST', answer)
  const { json } = answer
  if (!isJsonObject(json) || typeof json.client_id !== 'string') throw refused('POST', answer)
  // The record may be addressed by an id of its own; else the client id is its address.
  const id = typeof json.id === 'string' ? json.id : json.client_id
  stage.cleanups.push(async () => {
    const deleted = await manage(stage, 'DELETE', `/admin/v1/clients/${id}`)
    // A transcript about deletion has done it already.
    const isGone = deleted.status === 404 || (deleted.status >= 200 && deleted.status <= 299)
    if (!isGone) throw refused('DELETE', deleted)
  })
  keepCaptures(stage, step.capture, { client: { ...json, id } })
}

function manage(stage: Stage, method: string, target: string, value?: Json): Promise<Answer> {
  const key = renderText('{{management_key}}', stage.scope)
  const body = value === undefined ? undefined : jsonBody(value)
  return exchange(stage.baseUrl, {
    method,
    target,
    host: stage.baseUrl.host,
    headers: {
      Authorization: `Bearer ${key}`,
      Accept: 'application/json',
      ...(body === undefined
        ? {}
        : { 'Content-Type': body.contentType, 'Content-Length': String(body.bytes.length) }),
    },
    body: body?.bytes,
  })
}

function refused(method: string, answer: Answer): Deviation {
  return new Deviation({
    at: `${method} /admin/v1/clients`,
    expected: 'success',
    actual: `${answer.status} ${show(answer.json ?? answer.text)}`,
  })
}
