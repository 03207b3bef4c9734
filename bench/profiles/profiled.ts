import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hrtime } from 'node:process'
import type { CpuProfile } from '../profile-sums.ts'
import { type BenchServer, newFolder, SOURCES, type StartOptions, startServer } from '../server.ts'

export const INTERVAL_MICROS = 250

/** How Node is told to profile itself, and where it leaves what it found when it ends. */
export function profilingInto(folder: string): readonly string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${INTERVAL_MICROS}`]
}

/** What a program that has ended left there. */
export function profileIn(folder: string): CpuProfile {
  const file = readdirSync(folder).find((one) => one.endsWith('.cpuprofile'))
  if (file === undefined) throw new Error('the server left no profile')
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile
}

/** A server from its sources, so that modules can be told apart, that profiles itself. */
export async function startProfiled(
  options: Omit<StartOptions, 'main' | 'nodeArgs' | 'folder'>,
): Promise<{ readonly server: BenchServer; readonly finish: () => Promise<CpuProfile> }> {
  const folder = newFolder()
  const nodeArgs = profilingInto(folder)
  const server = await startServer({ ...options, folder, main: SOURCES, nodeArgs })
  const finish = async (): Promise<CpuProfile> => {
    await server.stop()
    return profileIn(folder)
  }
  return { server, finish }
}

/** Now, on the clock of profiles. */
export function nowMicros(): number {
  return Number(hrtime.bigint() / 1000n)
}
