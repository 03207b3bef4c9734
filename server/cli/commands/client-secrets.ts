import type { Command } from 'commander'
import { apiCommand, type CommonOptions, given } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { pathOf, showClient, showOnce } from './client-answers.ts'

interface SecretOptions extends CommonOptions {
  readonly expireOthersIn?: string
  readonly overlap?: string
}

const DAY = '86400'

/** A client's secrets, and the turn from one to the next. */
export function fillSecrets(group: Command): void {
  apiCommand<SecretOptions>(
    group,
    {
      usage: 'add-secret <id>',
      summary: 'another live secret, shown once, for rotation without downtime',
      example: 'client add-secret mmc_2Xk9… --expire-others-in 86400',
      options: [['--expire-others-in <seconds>', 'when the present secrets end']],
    },
    (api, [id = ''], { expireOthersIn }) =>
      api.ask(
        'POST',
        `${pathOf(id)}/credentials`,
        given({ expire_others_in_seconds: wholeNumber('--expire-others-in', expireOthersIn) }),
      ),
    showOnce,
  )
  apiCommand(
    group,
    {
      usage: 'revoke-secret <id> <credential>',
      summary: 'revoke one secret and everything that was issued against it',
      example: 'client revoke-secret mmc_2Xk9… crd_12',
    },
    async (api, [id = '', credential = '']) => {
      await api.ask('DELETE', `${pathOf(id)}/credentials/${encodeURIComponent(credential)}`)
      return { id: credential, revoked: true }
    },
    ({ id }) => `${id} is revoked.`,
  )
  apiCommand<SecretOptions>(
    group,
    {
      usage: 'rotate <id>',
      summary: 'a new secret, shown once; the present ones end when the overlap is over',
      example: 'client rotate mmc_2Xk9… --overlap 86400',
      options: [['--overlap <seconds>', 'how long both are good; a day when left out']],
    },
    (api, [id = ''], { overlap = DAY }) =>
      api.ask('POST', `${pathOf(id)}/credentials/rotate`, {
        overlap_seconds: wholeNumber('--overlap', overlap),
      }),
    showOnce,
  )
  for (const [verb, summary] of [
    ['finish-rotation', 'end all secrets but the newest now'],
    ['roll-back', 'revoke the newest secret and what it got; the one before has no end any more'],
  ] as const) {
    apiCommand(
      group,
      { usage: `${verb} <id>`, summary, example: `client ${verb} mmc_2Xk9…` },
      (api, [id = '']) => api.ask('POST', `${pathOf(id)}/credentials/${verb}`),
      showClient,
    )
  }
}
