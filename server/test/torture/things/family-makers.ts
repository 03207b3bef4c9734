import { type Browser, openBrowser } from '../../browser.ts'
import { envoyPassword, envoyRefresh } from '../../flows/envoy.ts'
import { holdCode, redeem, refresh } from '../../flows/standard.ts'
import { authorizationOf } from '../../flows/tokens.ts'
import type { Maker } from '../thing.ts'
import { Violation } from '../violation.ts'
import { anyNode, ask } from '../world.ts'
import { type FamilyStyle, familyOf } from './family.ts'

const STANDARD: FamilyStyle = {
  refresh,
  owner: (on) => authorizationOf(on).standard,
  retries: true,
  usesKeys: true,
}

const ENVOY: FamilyStyle = {
  refresh: envoyRefresh,
  owner: (on) => authorizationOf(on).envoy,
  retries: false,
  usesKeys: false,
}

const SIGN_IN_MS_MAX = 20_000

/** By the code flow, as a person does in a browser. */
export const makeStandardFamily: Maker = async (asker, id) => {
  const { world } = asker
  const { mint } = await anyNode(world, asker.chance)
  const beganAtMs = performance.now()
  const browser: Browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  const held = await holdCode(mint, mint.demo.standard, browser).catch((cause: unknown) => {
    world.history.note(id, `no code: ${String(cause).slice(0, 200)}`)
    const isSlow = performance.now() - beganAtMs > SIGN_IN_MS_MAX
    if (world.outages.wasDisturbed(beganAtMs) && !isSlow) return undefined
    throw new Violation(id, `sign-in and consent failed: ${cause}`)
  })
  if (held === undefined) return undefined
  return familyOf(id, STANDARD, await ask(asker, id, 'redeem code', (on) => redeem(on, held)))
}

export const makeEnvoyFamily: Maker = async (asker, id) =>
  familyOf(id, ENVOY, await ask(asker, id, 'password grant', (on) => envoyPassword(on)))
