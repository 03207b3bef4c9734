import type { ProviderKind } from '../provider.ts'
import { eightByEightSms } from './eight-by-eight-sms.ts'
import { twilio } from './twilio.ts'
import { vonageSms } from './vonage-sms.ts'
import { webhook } from './webhook.ts'

/** A provider more is a file more, and one line in this list. */
export const providerKinds: readonly ProviderKind[] = [eightByEightSms, twilio, vonageSms, webhook]
