import type { Dialect } from './contract.ts'
import { eightByEight } from './eight-by-eight/dialect.ts'
import { envoy } from './envoy/dialect.ts'
import { standard } from './standard/dialect.ts'
import { vocalcola } from './vocalcola/dialect.ts'
import { vocera } from './vocera/dialect.ts'
import { vonage } from './vonage/dialect.ts'

/** Every style, one line each. */
export const dialects: readonly Dialect[] = [
  standard,
  vocera,
  eightByEight,
  vonage,
  vocalcola,
  envoy,
]
