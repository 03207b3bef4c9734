// What the examples share. Your own program keeps its credentials elsewhere.
import { readFile } from 'node:fs/promises'
import type { Demo } from '../server/dev/demo-facts.ts'

export const demo: Demo = JSON.parse(
  await readFile(process.env.DEMO ?? '.mintmark/demo.json', 'utf8'),
)

export const base = demo.base_url

/** The JSON of an answer; anything but a success ends the example. */
export async function answerOf<T = Record<string, unknown>>(response: Response): Promise<T> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${text}`)
  return JSON.parse(text)
}

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}
