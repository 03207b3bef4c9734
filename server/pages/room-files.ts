import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Beside the code in the published package, at home in its workspace in a checkout. */
const PLACES = ['./room-built', '../../room/dist']
const PREFIX = '/assets/room/'
const AGE = '5m'

/** The script and looks of the call page, as they were built. */
export async function registerRoomFiles(
  server: FastifyInstance,
  from = import.meta.dirname,
): Promise<void> {
  const folder = PLACES.map((place) => join(from, place)).find((one) => existsSync(one))
  if (folder === undefined) return
  await server.register(fastifyStatic, {
    root: folder,
    prefix: PREFIX,
    decorateReply: false,
    index: false,
    maxAge: AGE,
    preCompressed: true,
  })
}
