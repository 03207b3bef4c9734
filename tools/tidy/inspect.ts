// Runs the rules over a tree and sets aside what an exception excuses.
import type { Exception } from './exceptions.ts'
import type { Finding, Rule, Tree } from './rule.ts'

export interface RuledFinding extends Finding {
  readonly rule: string
}

export function inspect(
  tree: Tree,
  rules: readonly Rule[],
  exceptions: readonly Exception[],
): RuledFinding[] {
  const all = rules.flatMap((rule) =>
    rule.check(tree).map((finding): RuledFinding => ({ ...finding, rule: rule.name })),
  )
  const left = all.filter((finding) => !exceptions.some((each) => excuses(each, finding)))
  const idle = exceptions.filter((each) => !all.some((finding) => excuses(each, finding)))
  return [...left, ...idle.map(idleFinding)].sort(
    (a, b) => compare(a.path, b.path) || a.line - b.line || compare(a.rule, b.rule),
  )
}

/** `file:line rule message`, which editors and terminals make into a link. */
export function format(finding: RuledFinding): string {
  return `${finding.path}:${finding.line} ${finding.rule} ${finding.message}`
}

function excuses(exception: Exception, finding: RuledFinding): boolean {
  if (exception.rule !== finding.rule) return false
  const { subject } = exception
  if (subject !== undefined && !finding.subjects?.includes(subject)) return false
  const within = exception.path.endsWith('/') && finding.path.startsWith(exception.path)
  return within || exception.path === finding.path
}

function idleFinding({ rule, path, subject }: Exception): RuledFinding {
  const what = [rule, path, subject].filter((word) => word !== undefined).join(' ')
  return {
    path: 'tools/tidy/exceptions.ts',
    line: 1,
    rule: 'idle-exception',
    message: `excuses nothing any more; delete it: ${what}`,
  }
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}
