// The operator's name, logo and colour on every page, and a logo that can do nothing but be seen.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import { newFolder } from '../places.ts'

const logo = join(newFolder(), 'logo.svg')
writeFileSync(
  logo,
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>',
)
const name = 'Bäckerei <b>Huber</b> & Söhne'
const mint = await mintForThisFile({
  env: { MINTMARK_BRAND_NAME: name, MINTMARK_BRAND_LOGO: logo, MINTMARK_BRAND_COLOR: '#fc0' },
})

test('every page bears name and logo, and nothing of ours', async () => {
  for (const path of ['/', '/sign-in', '/language/none']) {
    const { text } = await mint.request(path)
    assert.match(
      text,
      /<title>[^<]+ · Bäckerei &lt;b&gt;Huber&lt;\/b&gt; &amp; Söhne<\/title>/,
      path,
    )
    assert.match(text, /<img class="logo" src="\/assets\/logo\.svg" alt=""/, path)
    assert.doesNotMatch(text.replace(/mintmark\.css/g, ''), /mintmark/i, path)
  }
})

test('the colour stands in the stylesheet, made readable in light', async () => {
  const { text } = await mint.request('/assets/mintmark.css')
  assert.match(text, /--accent: #ffcc00;/, 'as chosen on a dark ground')
  const [light = ''] = text.split('@media')
  assert.doesNotMatch(light, /#ffcc00/)
})

test('the logo is what it is said to be, in a sandbox, and only it is served', async () => {
  const { status, headers } = await mint.request('/assets/logo.svg')
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'image/svg+xml')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /; sandbox$/)
  for (const path of ['/assets/logo.png', '/assets/', '/assets/..%2flogo.svg']) {
    assert.equal((await mint.request(path)).status, 404, path)
  }
})

test('the console is told the brand', async () => {
  const headers = { Authorization: `Bearer ${mint.demo.management_key}` }
  const { brand } = (await mint.request('/admin/v1/me', { headers })).json() as Record<
    string,
    unknown
  >
  assert.deepEqual(brand, { name, color: '#fc0', logo_url: '/assets/logo.svg' })
})
