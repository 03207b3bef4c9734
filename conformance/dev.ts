import { type Answer, exchange } from './http.ts'
import { isJsonArray, isJsonObject, type JsonObject, show } from './json.ts'

/** The facilities that only a dev server has: a movable clock and a readable outbox. */
export async function isDevServer(baseUrl: URL): Promise<boolean> {
  return (await moveClock(baseUrl, 0)).status === 200
}

/** Answers the server's time after the move, as ISO 8601. */
export async function advanceClock(baseUrl: URL, advanceSec: number): Promise<string> {
  const { status, json } = await moveClock(baseUrl, advanceSec)
  if (status === 200 && isJsonObject(json) && typeof json.now === 'string') return json.now
  throw new Error(`the clock answers ${status} ${show(json)}`)
}

export async function readOutbox(baseUrl: URL): Promise<readonly JsonObject[]> {
  const { status, json } = await exchange(baseUrl, {
    method: 'GET',
    target: '/_dev/outbox',
    host: baseUrl.host,
    headers: { Accept: 'application/json' },
  })
  if (status === 200 && isJsonObject(json) && isJsonArray(json.messages)) {
    return json.messages.filter(isJsonObject)
  }
  throw new Error(`the outbox answers ${status} ${show(json)}`)
}

function moveClock(baseUrl: URL, advanceSec: number): Promise<Answer> {
  const body = Buffer.from(JSON.stringify({ advance_seconds: advanceSec }))
  return exchange(baseUrl, {
    method: 'POST',
    target: '/_dev/clock',
    host: baseUrl.host,
    headers: { 'Content-Type': 'application/json', 'Content-Length': String(body.length) },
    body,
  })
}
