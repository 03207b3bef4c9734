import { hasSecondFactor } from '../../credentials/second-factors.ts'
import { consoleRoleOf } from '../../protocol/roles.ts'
import type { Forms } from '../messages/forms.ts'
import type { Messages } from '../messages/index.ts'
import { sayCount } from '../messages/say.ts'
import { sendPage, views } from '../send.ts'
import type { AccountCard } from '../views/account-models.ts'
import { agreementsOf } from './living-agreements.ts'
import { accountModel, type Show, type Visit } from './visit.ts'

export const showOverview: Show = async (visit) => {
  const { renderOverview } = await views()
  const { frame, reply, user } = visit
  const html = renderOverview(frame, {
    ...accountModel(visit),
    userName: user.name === '' ? user.email : user.name,
    cards: await cardsOf(visit),
    consoleUrl: consoleRoleOf(user.roles) === undefined ? undefined : '/console',
  })
  return sendPage(reply, html)
}

async function cardsOf(visit: Visit): Promise<readonly AccountCard[]> {
  const { deps, user } = visit
  const { text } = visit.frame
  const words = text.overview
  const [agreements, signIns, passkeys] = await Promise.all([
    agreementsOf(deps, user),
    deps.signIns.ofUser(user),
    deps.store.passkeys.ofUser(user.id),
  ])
  return [
    {
      place: 'agreements',
      words: counted(text, words.agreements, agreements.length, words.noAgreement),
    },
    {
      place: 'password',
      words: user.passwordHash === undefined ? words.noPassword : words.password,
    },
    { place: 'signIns', words: sayCount(text, words.signIns, signIns.length) },
    {
      place: 'secondFactor',
      words: hasSecondFactor(user) ? words.secondFactorOn : words.secondFactorOff,
    },
    { place: 'passkeys', words: counted(text, words.passkeys, passkeys.length, words.noPasskey) },
  ]
}

function counted(text: Messages, forms: Forms, count: number, none: string): string {
  return count === 0 ? none : sayCount(text, forms, count)
}
