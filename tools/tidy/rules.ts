// The rules of the house. A new one is a file here, its test beside it, and one line in this list.
import { bannedWords } from './banned-words.ts'
import { dialectSiblings } from './dialect-siblings.ts'
import { erasableSyntax } from './erasable-syntax.ts'
import { fileNames } from './file-names.ts'
import { fileSize } from './file-size.ts'
import { folderParagraph } from './folder-paragraph.ts'
import { importExtension } from './import-extension.ts'
import { lineLength } from './line-length.ts'
import { noDefaultExport } from './no-default-export.ts'
import { noLeftovers } from './no-leftovers.ts'
import { noMachinePaths } from './no-machine-paths.ts'
import { noSkippedTests } from './no-skipped-tests.ts'
import type { Rule } from './rule.ts'
import { trailingSpace } from './trailing-space.ts'
import { vendorWords } from './vendor-words.ts'
import { whoImportsWhom } from './who-imports-whom.ts'

export const rules: readonly Rule[] = [
  whoImportsWhom,
  importExtension,
  bannedWords,
  vendorWords,
  dialectSiblings,
  folderParagraph,
  fileNames,
  fileSize,
  lineLength,
  noDefaultExport,
  erasableSyntax,
  noLeftovers,
  noMachinePaths,
  noSkippedTests,
  trailingSpace,
]
