import { type Finding, isTest, type Rule, type Tree } from './rule.ts'

const NAMES = [
  'README.md',
  'dialect.ts',
  'endpoints.ts',
  'refuse.ts',
  'resources.ts',
  'token.ts',
  'transcripts/',
]

/**
 * Dialects look like siblings: whoever has read one knows where to look in all of them. Each stands
 * in the list, because one that is not listed is never served.
 */
export const dialectSiblings: Rule = {
  name: 'dialect-siblings',
  check: (tree) => {
    const dialects = dialectsOf(tree)
    return dialects.flatMap((dialect) => {
      const folder = `server/dialects/${dialect}`
      const names = namesIn(tree, folder)
      return [
        ...NAMES.filter((name) => !names.has(name)).map((name) => finding(folder, 1, `no ${name}`)),
        ...[...names]
          .filter((name) => !NAMES.includes(name) && !isTest(name) && name !== 'test/')
          .map((name) => finding(`${folder}/${name}`, 1, 'its siblings have no such file')),
        ...(isListed(tree, dialect) ? [] : [finding(folder, 1, 'not in server/dialects/index.ts')]),
      ]
    })
  },
}

function dialectsOf(tree: Tree): string[] {
  const names = tree.map(({ path }) => /^server\/dialects\/([^/]+)\//.exec(path)?.[1])
  return [...new Set(names.filter((name) => name !== undefined))].sort()
}

/** Files and, with a slash, folders directly in a folder. */
function namesIn(tree: Tree, folder: string): Set<string> {
  const below = tree.filter(({ path }) => path.startsWith(`${folder}/`))
  return new Set(below.map(({ path }) => path.slice(folder.length + 1).replace(/\/.*/, '/')))
}

function isListed(tree: Tree, dialect: string): boolean {
  const list = tree.find(({ path }) => path === 'server/dialects/index.ts')
  return list?.lines.some((line) => line.includes(`'./${dialect}/dialect.ts'`)) ?? false
}

function finding(path: string, line: number, message: string): Finding {
  return { path, line, message, subjects: [path] }
}
