import {
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { join } from 'node:path'
import { argv, cpuUsage, stdout } from 'node:process'
import { DatabaseSync } from 'node:sqlite'

/**
 * One kind of work with nothing around it, in a program of its own so that it has the server's
 * core: `node raw-work.ts NAME SECONDS FOLDER` prints how many it did in a second of CPU time.
 */
const INPUT = Buffer.alloc(480, 'a')
const WARM_UP_SEC = 0.2
const COMMIT_ROWS = 32

const works: Readonly<Record<string, (folder: string) => () => number>> = {
  rs256Sign() {
    const { privateKey } = rsaKeys()
    return () => {
      sign('sha256', INPUT, privateKey)
      return 1
    }
  },
  rs256Verify() {
    const { privateKey, publicKey } = rsaKeys()
    const signature = sign('sha256', INPUT, privateKey)
    return () => Number(verify('sha256', INPUT, publicKey, signature))
  },
  es256Sign() {
    const { privateKey: key } = ecKeys()
    return () => {
      sign('sha256', INPUT, { key, dsaEncoding: 'ieee-p1363' })
      return 1
    }
  },
  es256Verify() {
    const { privateKey, publicKey } = ecKeys()
    const dsaEncoding = 'ieee-p1363'
    const signature = sign('sha256', INPUT, { key: privateKey, dsaEncoding })
    return () => Number(verify('sha256', INPUT, { key: publicKey, dsaEncoding }, signature))
  },
  hs256Sign() {
    const key = createSecretKey(randomBytes(32))
    return () => {
      createHmac('sha256', key).update(INPUT).digest('base64url')
      return 1
    }
  },
  // A row changed and a row of audit added, as many of both in one durable commit as there are
  // connections: what a rotation costs SQLite at least.
  commit(folder) {
    const database = new DatabaseSync(join(folder, 'raw-work.db'))
    database.exec('pragma journal_mode=wal; pragma synchronous=full')
    database.exec('create table if not exists families (id integer primary key, generation int)')
    database.exec('create table if not exists audit (id integer primary key, line text)')
    const advance = database.prepare('insert or replace into families values (?, ?)')
    const append = database.prepare('insert into audit (line) values (?)')
    const line = 'token.refresh_token granted standard 1 2 3 127.0.0.1 api:read api:write'.repeat(2)
    let generation = 0
    return () => {
      generation += 1
      database.exec('begin immediate')
      for (let id = 1; id <= COMMIT_ROWS; id += 1) {
        advance.run(id, generation)
        append.run(line)
      }
      database.exec('commit')
      return COMMIT_ROWS
    }
  },
}

function rsaKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 })
}

function ecKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

/** By CPU time, which others on the core can hardly change. */
function ratePerCpuSec(work: () => number, seconds: number): number {
  const endMs = performance.now() + seconds * 1000
  const before = cpuUsage()
  let done = 0
  while (performance.now() < endMs) {
    for (let i = 0; i < 8; i += 1) done += work()
  }
  const { user, system } = cpuUsage(before)
  return done / ((user + system) / 1e6)
}

if (import.meta.main) {
  const [name = '', seconds = '1', folder = '.'] = argv.slice(2)
  const work = works[name]?.(folder)
  if (work === undefined) throw new Error(`there is no raw work called ${name}`)
  ratePerCpuSec(work, WARM_UP_SEC)
  stdout.write(String(ratePerCpuSec(work, Number(seconds))))
}
