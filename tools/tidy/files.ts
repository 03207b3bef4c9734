// Which files are ours, and their texts. Git knows best; where there is no git (an unpacked
// archive, an image) the folder is walked, so that the check never passes because it saw nothing.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFile, type Tree } from './rule.ts'

const TEXT =
  /\.(?:[cm]?[jt]s|[jt]sx|json|md|ya?ml|css|html|eta|sh|sql|toml)$|(?:^|\/)[^./]+$|^\.\w+/
// Written by npm: long lines and hashes that are nobody's style.
const GENERATED = /(?:^|\/)package-lock\.json$/

export function readTree(root: string): Tree {
  return listFiles(root)
    .filter((path) => TEXT.test(path) && !GENERATED.test(path))
    .flatMap((path) => {
      const text = readText(join(root, path))
      return text === undefined ? [] : [sourceFile(path, text)]
    })
}

/** Tracked files and those that are new and not ignored. */
export function listFiles(root: string): string[] {
  return (filesOfGit(root) ?? walk(root, ignoredNames(root))).sort()
}

function filesOfGit(root: string): string[] | undefined {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  try {
    const listed = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    })
    return [...new Set(listed.split('\0').filter((path) => path !== ''))]
  } catch {
    // No git, or no repository of its own.
    return undefined
  }
}

export function walk(root: string, ignored: (name: string) => boolean, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === '.git' || ignored(entry.name)) return []
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return walk(root, ignored, path)
    return entry.isFile() ? [path] : []
  })
}

/** Understands what our .gitignore uses: plain names, `name/` and `*.ending`. */
export function ignoredNames(root: string): (name: string) => boolean {
  const lines = (readText(join(root, '.gitignore')) ?? '').split('\n').map((line) => line.trim())
  const patterns = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/\/$/, ''))
  return (name) =>
    patterns.some((pattern) =>
      pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern,
    )
}

/** Undefined for what git still lists but is gone, and for files that are not text. */
function readText(path: string): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  const text = readFileSync(path, 'utf8')
  return text.includes('\0') ? undefined : text
}
