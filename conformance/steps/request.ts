import { formBody, jsonBody, multipartBody, type WireBody } from '../body.ts'
import { type Answer, exchange, type OutgoingRequest } from '../http.ts'
import { assertInvariants } from '../invariants.ts'
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { matchExactly, matchSubset } from '../matchers.ts'
import { assertMatch, keepCaptures, type Stage } from '../stage.ts'
import { render, renderText } from '../template.ts'
import type { ExpectSpec, RequestSpec, RequestStep } from '../transcript.ts'

/** Sends one request as written and compares the answer: status, then headers, then body. */
export async function performRequest(step: RequestStep, stage: Stage): Promise<void> {
  const outgoing = writeRequest(step.request, stage)
  const answer = await exchange(stage.baseUrl, outgoing)
  const seen = describe(outgoing, answer)
  assertInvariants(answer, stage.secrets, seen)
  assertAnswer(answer, step.expect, stage, seen)
  keepCaptures(stage, step.capture, answerRoot(answer))
}

function writeRequest(spec: RequestSpec, stage: Stage): OutgoingRequest {
  const body = writeBody(spec, stage)
  const given = Object.entries(spec.headers ?? {}).map(([name, value]): [string, string] => [
    name,
    renderText(value, stage.scope),
  ])
  const names = given.map(([name]) => name.toLowerCase())
  const added: [string, string][] = [['Accept', '*/*']]
  if (body?.contentType !== undefined) added.push(['Content-Type', body.contentType])
  if (body !== undefined) added.push(['Content-Length', String(body.bytes.length)])
  return {
    method: spec.method,
    target: renderText(spec.path, stage.scope),
    host: spec.host === undefined ? stage.baseUrl.host : renderText(spec.host, stage.scope),
    headers: Object.fromEntries([
      ...added.filter(([name]) => !names.includes(name.toLowerCase())),
      ...given,
    ]),
    body: body?.bytes,
  }
}

function writeBody(
  spec: RequestSpec,
  { scope }: Stage,
): WireBody | { contentType: undefined; bytes: Buffer } | undefined {
  if (spec.raw !== undefined) {
    return { contentType: undefined, bytes: Buffer.from(renderText(spec.raw, scope)) }
  }
  if (spec.json !== undefined) return jsonBody(render(spec.json, scope))
  if (spec.form !== undefined) return formBody(fields(render(spec.form, scope)))
  if (spec.multipart !== undefined) return multipartBody(fields(render(spec.multipart, scope)))
  return undefined
}

function fields(value: Json): JsonObject {
  if (isJsonObject(value)) return value
  throw new TypeError('a form is an object of fields')
}

function assertAnswer(
  answer: Answer,
  expect: ExpectSpec,
  { scope }: Stage,
  seen: readonly string[],
): void {
  assertMatch(matchExactly(answer.status, render(expect.status, scope), 'status'), seen)
  const headers = render({ ...expect.headers }, scope)
  assertMatch(matchSubset(answer.headers, headers, 'headers'), seen)
  if (expect.json !== undefined) {
    assertMatch(matchExactly(answer.json, render(expect.json, scope), 'json'), seen)
  }
  if (expect.jsonSubset !== undefined) {
    assertMatch(matchSubset(answer.json, render(expect.jsonSubset, scope), 'json'), seen)
  }
  if (expect.text !== undefined) {
    assertMatch(matchExactly(answer.text, render(expect.text, scope), 'text'), seen)
  }
}

/** What captures are read from; `query` is that of a redirect's Location. */
function answerRoot(answer: Answer): JsonObject {
  const location = answer.headers.location
  const url = location === undefined ? undefined : new URL(location, 'http://relative.invalid')
  return {
    status: answer.status,
    headers: answer.headers,
    json: answer.json ?? null,
    text: answer.text,
    query: url === undefined ? {} : Object.fromEntries(url.searchParams),
  }
}

const SHOWN_BODY_CHARACTERS_MAX = 800

function describe(outgoing: OutgoingRequest, answer: Answer): readonly string[] {
  return [
    `> ${outgoing.method} ${outgoing.target} (Host: ${outgoing.host})`,
    `< ${answer.status} ${answer.headers['content-type'] ?? 'no content type'}`,
    `< ${answer.text.slice(0, SHOWN_BODY_CHARACTERS_MAX)}`,
  ]
}
