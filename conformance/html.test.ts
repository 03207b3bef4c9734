import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readForms, visibleText } from './html.ts'

const PAGE = `<!doctype html><title>Sign in</title><style>p { color: red }</style>
<form action="/sign-in?next=%2Fa&amp;b=1" method="post">
  <input type="hidden" name="csrf" value="a&quot;b">
  <label>E-mail <input name=email type=email required></label>
  <input type='password' name='password'/>
  <button type="submit" name="answer" value="allow"> Allow </button>
  <button name="answer" value="deny"><b>Deny</b></button>
  <button type="button">Show</button>
  <input type="submit" name="more" value="More">
</form><p>Choir &amp; Sons wants <code>profile:read</code></p><script>let hidden</script>`

test('a form is read with its action, its fields and the buttons that submit it', () => {
  const [form] = readForms(PAGE)
  assert.equal(form?.action, '/sign-in?next=%2Fa&b=1')
  assert.equal(form?.method, 'POST')
  assert.deepEqual(
    form?.fields.map(({ name, type, value }) => [name, type, value]),
    [
      ['csrf', 'hidden', 'a"b'],
      ['email', 'email', ''],
      ['password', 'password', ''],
    ],
  )
  assert.deepEqual(form?.buttons, [
    { name: 'answer', value: 'allow', label: 'Allow' },
    { name: 'answer', value: 'deny', label: 'Deny' },
    { name: 'more', value: 'More', label: 'More' },
  ])
})

test('the visible text leaves out what a reader does not see', () => {
  const text = visibleText(PAGE)
  assert.match(text, /Choir & Sons wants profile:read/)
  assert.doesNotMatch(text, /hidden|red|<|csrf/)
})

test('a page without forms has none', () => {
  assert.deepEqual(readForms('<p>nothing here</p>'), [])
})
