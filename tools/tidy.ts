// The house style as a program: `node tools/tidy.ts [folder]`. Exit code 1 when anything is found.
import { exceptions } from './tidy/exceptions.ts'
import { medianLines } from './tidy/file-size.ts'
import { readTree } from './tidy/files.ts'
import { format, inspect } from './tidy/inspect.ts'
import { rules } from './tidy/rules.ts'

const root = process.argv[2] ?? `${import.meta.dirname}/..`
const tree = readTree(root)
const findings = inspect(tree, rules, exceptions)
for (const finding of findings) console.log(format(finding))
console.log(
  `tidy: ${tree.length} files, ${rules.length} rules, median ${medianLines(tree)} lines, ` +
    `${findings.length} findings`,
)
// A tree without files is a wrong folder, not a tidy one.
process.exitCode = findings.length > 0 || tree.length === 0 ? 1 : 0
