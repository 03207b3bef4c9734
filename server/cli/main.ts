#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findBundle } from './find-bundle.ts'

// Compiled code is kept in the user's own cache, where nobody else can write: a start takes half
// the time. Where that folder cannot be made, nothing is kept.
enableCompileCache(join(homedir(), '.cache', 'mintmark'))
const bundle = findBundle(join(import.meta.dirname, '../..'))
await (bundle === undefined ? import('./begin.ts') : import(bundle))
