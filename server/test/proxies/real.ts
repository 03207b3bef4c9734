// The real programs, started with the very files of docs/guide/forward-auth/: only addresses are
// changed. Whoever has none of them runs none of their tests.
import assert from 'node:assert/strict'
import { ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const GUIDE = join(import.meta.dirname, '../../../docs/guide/forward-auth')
const READY_MS_MAX = 20_000

export interface Places {
  /** An empty folder that is there for as long as the proxy runs. */
  readonly folder: string
  /** Where it listens, and the ports of the others. */
  readonly port: number
  readonly mint: number
  readonly upstream: number
  /** False: it forwards without a question, to compare with. */
  readonly asks?: boolean
}

export interface RealProxy {
  readonly name: string
  readonly port: number
  stop(): Promise<void>
}

export interface Kind {
  readonly name: string
  readonly program: string
  /** Writes what it needs into the folder and says with which arguments it starts. */
  configure(places: Places): readonly string[]
}

const nginx: Kind = {
  name: 'nginx',
  program: 'nginx',
  configure(places) {
    const { folder, port } = places
    const listen = `listen 127.0.0.1:${port};`
    const site = changed('nginx.conf', places, [['listen      80;', listen]])
    const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((each) => `${each}_temp_path ${folder}/${each};`)
      .join('\n')
    const user = process.getuid?.() === 0 ? 'user root;' : ''
    const main = `daemon off; master_process off; ${user} pid ${folder}/nginx.pid;
      error_log stderr crit; events { worker_connections 512; }
      http { access_log off; ${own}\n${site} }`
    writeFileSync(join(folder, 'main.conf'), main)
    return ['-e', 'stderr', '-p', folder, '-c', join(folder, 'main.conf')]
  },
}

const haproxy: Kind = {
  name: 'haproxy',
  program: 'haproxy',
  configure(places) {
    const { folder, port } = places
    const main = changed('haproxy.cfg', places, [
      ['bind :80', `bind 127.0.0.1:${port}`],
      ['lua-load-per-thread mintmark.lua', `lua-load-per-thread ${join(GUIDE, 'mintmark.lua')}`],
    ])
    writeFileSync(join(folder, 'haproxy.cfg'), main)
    return ['-f', join(folder, 'haproxy.cfg')]
  },
}

const caddy: Kind = {
  name: 'caddy',
  program: 'caddy',
  configure(places) {
    const { folder, port } = places
    const site = changed('Caddyfile', places, [['api.example.com {', `http://:${port} {`]])
    const main = `{\n\tadmin off\n\tauto_https off\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n${site}`
    writeFileSync(join(folder, 'Caddyfile'), main)
    return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile']
  },
}

export const kinds: readonly Kind[] = [nginx, haproxy, caddy]

/** Those that are installed here. */
export const installed: readonly Kind[] = kinds.filter(
  ({ program }) => pathOf(program) !== undefined,
)

/** Starts one in front of these; whoever starts it stops it. */
export async function startProxy(kind: Kind, places: Places): Promise<RealProxy> {
  const { folder, port } = places
  const args = kind.configure(places)
  const home = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const child = spawn(pathOf(kind.program) ?? '', [...args], {
    cwd: folder,
    env: { ...process.env, ...home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk
    })
  }
  // A proxy that a failed test has left behind must not keep the test file from ending.
  for (const each of [child, child.stdout, child.stderr]) {
    if (each instanceof ChildProcess || each instanceof Socket) each.unref()
  }
  const stop = () => end(child)
  process.once('exit', () => child.kill('SIGKILL'))
  const until = Date.now() + READY_MS_MAX
  while (!(await isOpen(port))) {
    assert.equal(child.exitCode, null, `${kind.name} ended at once:\n${output}`)
    assert.ok(Date.now() < until, `${kind.name} is not ready:\n${output}`)
    await pause(20)
  }
  return { name: kind.name, port, stop }
}

/** What asks, in each of the files. */
const QUESTIONS =
  /^ +auth_request {5}.*\n|^ +http-request lua\..*\n|^\t\tforward_auth [\s\S]*?\n\t\t}\n/m

/** A file of the guide with our addresses in it; each must be there to be changed. */
function changed(file: string, places: Places, more: readonly (readonly [string, string])[]) {
  const { mint, upstream, asks = true } = places
  const changes = [
    ['127.0.0.1:8080', `127.0.0.1:${mint}`],
    ['127.0.0.1:9000', `127.0.0.1:${upstream}`],
    ...more,
  ] as const
  const text = readFileSync(join(GUIDE, file), 'utf8')
  assert.match(text, QUESTIONS)
  const told = changes.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `${file} does not say ${from}`)
    return text.replace(from, to)
  }, text)
  return asks ? told : told.replace(QUESTIONS, '')
}

function pathOf(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
