import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestCore, type TestCore } from '../test/open-core.ts'
import { findInvitation, inviteFirstOperator, inviteUser } from './invitations.ts'

const WEEK_SEC = 7 * 86_400

function tokenOf(link: string): string {
  return new URL(link).searchParams.get('token') ?? ''
}

describe('an invitation', () => {
  let mint: TestCore
  before(async () => {
    mint = await openTestCore()
  })
  after(() => mint.close())

  const invite = (userId: number) =>
    mint.core.store.transaction((records) => inviteUser(records, mint.core, userId))

  it('is a link to a page of ours that is good for a week', async () => {
    const { link, expiresAt } = await invite(1)
    assert.match(link, /^http:\/\/mint\.test\/welcome\?token=mm_iv_/)
    assert.equal(expiresAt, mint.clock.now() + WEEK_SEC)
    assert.equal((await findInvitation(mint.core, tokenOf(link)))?.userId, 1)
    mint.clock.advance(WEEK_SEC)
    assert.equal(await findInvitation(mint.core, tokenOf(link)), undefined)
  })

  it('ends when a newer one is made for the same person, and no other', async () => {
    const [first, other] = [await invite(2), await invite(3)]
    const second = await invite(2)
    assert.equal(await findInvitation(mint.core, tokenOf(first.link)), undefined)
    assert.equal((await findInvitation(mint.core, tokenOf(second.link)))?.userId, 2)
    assert.equal((await findInvitation(mint.core, tokenOf(other.link)))?.userId, 3)
  })

  it('is refused with another’s number, another kind’s text, or none', async () => {
    const [mine, other] = [tokenOf((await invite(4)).link), tokenOf((await invite(5)).link)]
    const [, , number] = other.split('_')
    const mixed = mine.replace(/^mm_iv_[^_]+_/, `mm_iv_${number}_`)
    for (const token of [mixed, mine.replace('_iv_', '_si_'), mine.slice(0, -1), '', undefined]) {
      assert.equal(await findInvitation(mint.core, token), undefined, `${token}`)
    }
  })

  it('to become the first operator names nobody and is good for a day', async () => {
    const { core } = mint
    const { link, expiresAt } = await core.store.transaction((r) => inviteFirstOperator(r, core))
    assert.match(link, /\/setup\?token=mm_iv_/)
    assert.equal(expiresAt, mint.clock.now() + 86_400)
    const found = await findInvitation(core, tokenOf(link))
    assert.ok(found !== undefined)
    assert.equal(found.userId, undefined)
  })
})
