import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readTranscript } from './read-transcript.ts'
import type { Transcript } from './transcript.ts'

/** All transcripts there are: every dialect that has a folder has its transcripts in it. */
const DIALECTS = join(import.meta.dirname, '../server/dialects')

export function loadTranscripts(): readonly Transcript[] {
  return readdirSync(DIALECTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => loadDialect(name))
}

function loadDialect(dialect: string): readonly Transcript[] {
  const folder = join(DIALECTS, dialect, 'transcripts')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const name = `${dialect}/${basename(file, '.json')}`
      return readTranscript(name, readFileSync(join(folder, file), 'utf8'))
    })
}
