import { importsOf } from './imports.ts'
import { fileRule, isCode } from './rule.ts'

/** Node and browsers look up exactly the file that is named. */
export const importExtension = fileRule('import-extension', isCode, (file) =>
  importsOf(file)
    .filter(({ specifier }) => /^\.{1,2}(?:\/|$)/.test(specifier))
    .filter(({ specifier }) => !/[^/.][^/]*\.[a-z]+$/.test(specifier))
    .map(({ specifier, line }) => ({
      line,
      subjects: [specifier],
      message: `name the file with its ending: ${specifier}`,
    })),
)
