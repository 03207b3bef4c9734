import { DIALECTS_OPEN, LAYERS, OUTSIDE } from './import-table.ts'
import { type Import, importsOf, targetOf } from './imports.ts'
import { type Finding, fileRule, isCode, isTest, type SourceFile } from './rule.ts'

/** Holds `import-table.ts`, by which a grant cannot mint and a dialect cannot decide. */
export const whoImportsWhom = fileRule(
  'who-imports-whom',
  (path) => isCode(path) && !isTest(path),
  (file) =>
    importsOf(file).flatMap((imported) => {
      const message = refusal(file, imported)
      if (message === undefined) return []
      return { line: imported.line, message, subjects: [imported.specifier] }
    }) satisfies Omit<Finding, 'path'>[],
)

function refusal(file: SourceFile, imported: Import): string | undefined {
  const [top = ''] = file.path.split('/')
  const target = targetOf(file, imported.specifier)
  if (OUTSIDE.includes(top)) return refusalOutside(top, target ?? imported.specifier, imported)
  if (top !== 'server') return undefined
  const dialect = dialectOf(file.path)
  if (target === undefined) {
    const fromNode = imported.specifier.startsWith('node:')
    if (dialect === undefined || fromNode) return undefined
    return `a dialect imports no package: ${imported.specifier}`
  }
  if (!target.startsWith('server/')) return `the server imports nothing outside server/: ${target}`
  return isBetweenDialects(file.path, target)
    ? refusalBetweenDialects(file.path, target)
    : refusalBetweenLayers(file.path, target, imported)
}

function refusalOutside(top: string, target: string, imported: Import): string | undefined {
  const ofServer = target.startsWith('server/') || target.startsWith('@mintmark/server')
  if (!ofServer || imported.typeOnly) return undefined
  return `${top} speaks to the server over HTTP and may import only its types`
}

function refusalBetweenLayers(path: string, target: string, imported: Import): string | undefined {
  const from = unitOf(path)
  const to = unitOf(target)
  if (from === to) return undefined
  const layer = LAYERS[from]
  if (layer === undefined) return `the import table has no row for ${from}`
  if (imported.typeOnly && layer.typesOf?.includes(to)) return undefined
  if (!layer.may.includes(to)) return `${from} may not import ${to}`
  const closed = to === 'dialects' && !DIALECTS_OPEN.includes(target)
  return closed ? `reach dialects through their list or contract, not ${target}` : undefined
}

function isBetweenDialects(path: string, target: string): boolean {
  return unitOf(path) === 'dialects' && unitOf(target) === 'dialects'
}

/** Inside `dialects/` only the list knows the siblings; the contract knows none of them. */
function refusalBetweenDialects(path: string, target: string): string | undefined {
  if (path === 'server/dialects/index.ts' || target === 'server/dialects/contract.ts') {
    return undefined
  }
  const own = dialectOf(path)
  if (own !== undefined && own === dialectOf(target)) return undefined
  return `a dialect imports only itself and the contract, not ${target}`
}

/** The folder or root file of `server/` that a path belongs to. */
function unitOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function dialectOf(path: string): string | undefined {
  return /^server\/dialects\/([^/]+)\//.exec(path)?.[1]
}
