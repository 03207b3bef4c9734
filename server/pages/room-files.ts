import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { builtFolder } from '../http/built-folder.ts'

const PLACES = ['./room-built', '../../room/dist']
const SCRIPT = 'room.js'
const PREFIX = '/assets/room/'
const AGE = '5m'

/** The script and looks of the call page, as they were built. */
export async function registerRoomFiles(
  server: FastifyInstance,
  from = import.meta.dirname,
): Promise<void> {
  const folder = builtFolder(from, PLACES, SCRIPT)
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
