/** The parts of V8's CPU profile that are read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  /** Microseconds of the machine's monotonic clock. */
  readonly startTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: {
    readonly functionName: string
    readonly url: string
    readonly lineNumber: number
  }
  readonly children?: readonly number[]
}

export interface SelfTimes {
  /** Of the whole time, the share that was not idle. */
  readonly busyShare: number
  /** The longest time without a pause, and the longest collection of garbage. */
  readonly busyMsMax: number
  readonly collectionMsMax: number
  /** Shares of the time that was not idle. Native code counts for the module that called it. */
  readonly modules: ReadonlyMap<string, number>
  readonly functions: ReadonlyMap<string, number>
}

const IDLE = new Set(['(idle)', '(root)'])
const COLLECTOR = '(garbage collector)'

/** Of what was sampled between these two instants of the monotonic clock. */
export function selfTimes(
  profile: CpuProfile,
  fromMicros = 0,
  toMicros = Number.POSITIVE_INFINITY,
): SelfTimes {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parents = new Map<number, ProfileNode>()
  for (const node of profile.nodes) {
    for (const child of node.children ?? []) parents.set(child, node)
  }
  const modules = new Map<string, number>()
  const functions = new Map<string, number>()
  const [busy, collecting] = [stretches(), stretches()]
  let wholeMicros = 0
  let busyMicros = 0
  let nowMicros = profile.startTime
  profile.samples.forEach((id, at) => {
    const node = nodes.get(id)
    const micros = profile.timeDeltas[at] ?? 0
    nowMicros += micros
    if (nowMicros < fromMicros || nowMicros > toMicros) return
    wholeMicros += micros
    const name = node?.callFrame.functionName ?? '(idle)'
    busy.goOn(!IDLE.has(name), micros)
    collecting.goOn(name === COLLECTOR, micros)
    if (node === undefined || IDLE.has(name)) return
    busyMicros += micros
    add(modules, moduleOf(node, parents), micros)
    add(functions, functionOf(node, parents), micros)
  })
  return {
    busyShare: busyMicros / wholeMicros,
    busyMsMax: busy.mostMicros() / 1_000,
    collectionMsMax: collecting.mostMicros() / 1_000,
    modules: shares(modules, busyMicros),
    functions: shares(functions, busyMicros),
  }
}

/** The longest that something went on. */
function stretches() {
  let [now, most] = [0, 0]
  return {
    goOn(does: boolean, micros: number) {
      now = does ? now + micros : 0
      most = Math.max(most, now)
    },
    mostMicros: () => most,
  }
}

function functionOf(node: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): string {
  const { functionName, url, lineNumber } = node.callFrame
  const name = functionName === '' ? '(anonymous)' : functionName
  // A native function says little without its caller.
  if (url === '') return `${name} < ${moduleOf(node, parents)}`
  return `${name}  ${shortUrl(url)}:${lineNumber + 1}`
}

function moduleOf(node: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): string {
  if (node.callFrame.functionName === COLLECTOR) return COLLECTOR
  let at: ProfileNode | undefined = node
  while (at !== undefined && at.callFrame.url === '') at = parents.get(at.id)
  return at === undefined ? node.callFrame.functionName : shortUrl(at.callFrame.url)
}

/** Ours by file, packages by name, Node by its module. */
function shortUrl(url: string): string {
  const packageName = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (packageName !== undefined) return packageName
  return url.replace(/^.*\/(?=(?:server|client|bench|conformance)\/)/, '')
}

function shares(micros: ReadonlyMap<string, number>, total: number): ReadonlyMap<string, number> {
  return new Map([...micros].map(([name, value]) => [name, value / total]))
}

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value)
}
