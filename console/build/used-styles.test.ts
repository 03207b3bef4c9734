import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import postcss from 'postcss'
import { keepUsed, usedClasses } from './used-styles.ts'

test('a component brings its own classes and those of what it is made of, and no others', (t) => {
  const home = mkdtempSync(join(tmpdir(), 'mintmark-styles-'))
  t.after(() => rmSync(home, { recursive: true }))
  mkdirSync(join(home, 'console'))
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(home, 'node_modules'))
  writeFileSync(join(home, 'console/one.tsx'), "import { Button } from '@mantine/core'\n")
  const classes = usedClasses(join(home, 'console'))
  // A button, the ring that turns in it, and a table that nobody asked for.
  assert.ok(classes.has('m_77c9d27d'))
  assert.ok(classes.has('m_5ae2e3c'))
  assert.ok(!classes.has('m_b23fa0ef'))
})

test('a rule stays as long as one of its selectors is in use', async () => {
  const css =
    '.m_aaaaaaaa {a: b} .m_aaaaaaaa .m_bbbbbbbb {c: d} .m_bbbbbbbb, .m_aaaaaaaa {e: f} p {g: h}'
  const plugin = keepUsed(new Set(['m_aaaaaaaa']))
  const { css: kept } = await postcss([plugin]).process(css, { from: undefined })
  assert.equal(kept, '.m_aaaaaaaa {a: b} .m_bbbbbbbb, .m_aaaaaaaa {e: f} p {g: h}')
})
