import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { frameOf } from '../pages/frame.ts'
import { sendPage, views } from '../pages/send.ts'
import type { Brand } from '../protocol/brand.ts'
import type { Random } from '../protocol/random.ts'
import { findBuilt } from './built.ts'
import { consolePolicy, referencePolicy } from './policy.ts'

const PATH = '/console'
/** Below it are the built files. */
export const CONSOLE_ASSETS = `${PATH}/assets`
/** Beside what it describes. */
const REFERENCE_PATH = '/admin/v1/reference'
const ASSET_AGE = '365d'
const NONCE_BYTES = 16
const NONCE_MARK = '%CSP_NONCE%'

interface ConsoleDeps {
  readonly random: Random
  readonly brand: Brand
  /** From where the built console is looked for; from here when it is left out. */
  readonly from?: string
}

/**
 * Every path below `/console` but the built files leads to the one document; the reference of the
 * management API is another.
 */
export function registerConsole(
  server: FastifyInstance,
  { random, brand, from }: ConsoleDeps,
): void {
  const folder = findBuilt(from)
  const document =
    (name: string, policyWith: (nonce: string) => string) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      if (folder === undefined) return sayNotBuilt(brand, request, reply)
      const nonce = Buffer.from(random.bytes(NONCE_BYTES)).toString('base64')
      // Read anew, so that a build while this runs does not leave a document of dead links.
      const text = await readFile(join(folder, name), 'utf8')
      return sendPage(reply, text.replaceAll(NONCE_MARK, nonce), { policy: policyWith(nonce) })
    }
  const shell = document('index.html', consolePolicy)
  server.get(PATH, shell)
  server.get(`${PATH}/*`, shell)
  server.get(REFERENCE_PATH, document('reference.html', referencePolicy))
}

/** Named by the hash of what is in them: another content has another name. */
export async function registerConsoleAssets(server: FastifyInstance, from?: string): Promise<void> {
  const folder = findBuilt(from)
  if (folder === undefined) return
  const { fastifyStatic } = await import('@fastify/static')
  await server.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: `${CONSOLE_ASSETS}/`,
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: ASSET_AGE,
    preCompressed: true,
  })
}

async function sayNotBuilt(
  brand: Brand,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { renderProblem } = await views()
  const frame = frameOf({ brand }, request)
  const html = renderProblem(frame, { status: 503, ...frame.text.consoleNotBuilt })
  return sendPage(reply, html, { status: 503 })
}
