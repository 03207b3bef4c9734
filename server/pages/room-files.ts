import type { FastifyInstance } from 'fastify'
import { builtFolder } from '../http/built-folder.ts'

const PLACES = ['./room-built', '../../room/dist']
const SCRIPT = 'room.js'
export const ROOM_FILES = '/assets/room'
const AGE = '5m'

/** The script and looks of the call page, as they were built. */
export async function registerRoomFiles(
  server: FastifyInstance,
  from = import.meta.dirname,
): Promise<void> {
  const folder = builtFolder(from, PLACES, SCRIPT)
  if (folder === undefined) return
  const { fastifyStatic } = await import('@fastify/static')
  await server.register(fastifyStatic, {
    root: folder,
    prefix: `${ROOM_FILES}/`,
    decorateReply: false,
    index: false,
    maxAge: AGE,
    preCompressed: true,
  })
}
