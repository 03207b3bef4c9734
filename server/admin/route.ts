import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { type Permission, permissionFor } from './permissions.ts'

/** Bytes to keep, in place of JSON; they are sent as they come. */
export class FileAnswer {
  readonly name: string
  readonly type: string
  readonly body: Readable

  constructor(name: string, type: string, body: Readable) {
    this.name = name
    this.type = type
    this.body = body
  }
}

export interface Asked<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly actor: Actor
}

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One operation of the API as data: its schemas check it, describe it and cut its answer. */
export interface AdminRoute {
  readonly method: Verb
  /** Below `/admin/v1`. */
  readonly path: string
  /** `clients.create`: audit action, operation id and, up to the dot, tag. */
  readonly name: string
  readonly summary: string
  /** What the actor must be allowed; `none` where every actor is answered about itself. */
  readonly permission: Permission | 'none'
  readonly status: 200 | 201 | 204
  readonly params: z.ZodType | undefined
  readonly query: z.ZodType | undefined
  readonly body: z.ZodType | undefined
  /** Fields that it does not name never leave the server. */
  readonly answer: z.ZodType | undefined
  /** The media types of a file that it answers instead. */
  readonly file: readonly string[] | undefined
  /** How long a body may be where documents are taken; everywhere else what `http/` says. */
  readonly bodyBytesMax: number | undefined
  run(asked: Asked<unknown, unknown, unknown>, deps: AdminDeps): Promise<unknown>
}

interface Wanted<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>
  extends Pick<AdminRoute, 'method' | 'path' | 'name' | 'summary'> {
  readonly status?: AdminRoute['status']
  /** Where the name and the method do not say it. */
  readonly permission?: AdminRoute['permission']
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer?: A
  readonly file?: readonly string[]
  readonly bodyBytesMax?: number
  run(
    asked: Asked<z.output<P>, z.output<Q>, z.output<B>>,
    deps: AdminDeps,
  ): Promise<z.output<A> | FileAnswer>
}

export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodVoid,
>(wanted: Wanted<P, Q, B, A>): AdminRoute {
  const { method, path, name, summary, params, query, body, answer, file, run } = wanted
  const isEmpty = answer === undefined && file === undefined
  return {
    method,
    path,
    name,
    summary,
    permission: wanted.permission ?? permissionFor(name, method),
    params,
    query,
    body,
    answer,
    file,
    bodyBytesMax: wanted.bodyBytesMax,
    status: wanted.status ?? (isEmpty ? 204 : method === 'POST' ? 201 : 200),
    // What arrives has passed these very schemas.
    run: (asked, deps) => run(asked as Asked<z.output<P>, z.output<Q>, z.output<B>>, deps),
  }
}
