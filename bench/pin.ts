import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { pid } from 'node:process'
import { setFlagsFromString } from 'node:v8'

const SERVER_CORE = '0'
const LOAD_CORE = '1'

/**
 * Moves this program, and with it the load, to a core of its own; what it starts through
 * `onServerCore` has the other. Without `taskset` or a second core nothing is pinned, and the
 * report says so.
 */
export function pinLoad(): boolean {
  if (availableParallelism() < 2) return false
  try {
    execFileSync('taskset', ['-apc', LOAD_CORE, String(pid)], { stdio: 'ignore' })
    // What its collector did meanwhile would be measured as the server's delay.
    setFlagsFromString('--no-parallel-scavenge')
    return true
  } catch {
    return false
  }
}

export type Command = readonly [string, ...string[]]

export function onServerCore(isPinned: boolean, command: Command): Command {
  return isPinned ? ['taskset', '-c', SERVER_CORE, ...command] : command
}

/** The load's core, for work that runs while there is no load. */
export function onLoadCore(isPinned: boolean, command: Command): Command {
  return isPinned ? ['taskset', '-c', LOAD_CORE, ...command] : command
}

/** This program's own pinning is inherited by what it starts, so both cores must be said. */
export function onBothCores(isPinned: boolean, command: Command): Command {
  return isPinned ? ['taskset', '-c', `${SERVER_CORE},${LOAD_CORE}`, ...command] : command
}
