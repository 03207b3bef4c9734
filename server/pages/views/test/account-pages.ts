// The pages of an account, with one text in every place that takes a text from somebody else.
import {
  type Frame,
  renderAgreements,
  renderOverview,
  renderPassword,
  renderSignIns,
  renderTakeBack,
} from '../index.ts'

const AT = '2026-11-21T21:34:05.000Z'
const FIELDS = { csrf: 'c5rf' }

export const accountPages: Readonly<Record<string, (frame: Frame, text: string) => string>> = {
  overview: (frame, text) =>
    renderOverview(frame, {
      ...accountOf(text),
      userName: text,
      cards: [
        { place: 'agreements', words: '1 app may act for you.' },
        { place: 'password', words: 'Change it.' },
      ],
      consoleUrl: '/console',
    }),
  agreements: (frame, text) =>
    renderAgreements(frame, {
      ...accountOf(text),
      done: 'Taken back.',
      agreements: [
        {
          clientName: text,
          scopes: [{ value: text, description: text }],
          firstAtIso: AT,
          lastUsedAtIso: undefined,
          expiresAtIso: undefined,
          takeBackUrl: '/account/agreements/mmc_1',
        },
        {
          clientName: `other ${text}`,
          scopes: [],
          firstAtIso: AT,
          lastUsedAtIso: AT,
          expiresAtIso: AT,
          takeBackUrl: '/account/agreements/mmc_2',
        },
      ],
    }),
  'no agreements': (frame, text) => renderAgreements(frame, { ...accountOf(text), agreements: [] }),
  'take back': (frame, text) =>
    renderTakeBack(frame, {
      ...accountOf(text),
      clientName: text,
      scopes: [{ value: text, description: text }],
      action: '/account/agreements/mmc_1',
      fields: FIELDS,
      cancelUrl: '/account/agreements',
    }),
  password: (frame, text) => renderPassword(frame, password(text)),
  'password that is wrong': (frame, text) =>
    renderPassword(frame, { ...password(text), isWrong: true }),
  'password that is too short': (frame, text) =>
    renderPassword(frame, {
      ...password(text),
      password: { charactersMin: 8, problem: 'too_short' },
    }),
  'no password': (frame, text) => renderPassword(frame, { ...password(text), hasPassword: false }),
  'sign-ins': (frame, text) =>
    renderSignIns(frame, {
      ...accountOf(text),
      action: '/account/sign-ins',
      fields: FIELDS,
      signIns: [
        { ...signIn, id: 2, isHere: true, browser: text, system: text, address: text },
        { ...signIn, id: 1, isHere: false, browser: undefined, system: text, address: undefined },
      ],
    }),
}

const signIn = { createdAtIso: AT, lastSeenAtIso: AT }

function accountOf(text: string) {
  return { userEmail: text, signOutFields: { csrf: 'c5rf', return_to: '/account' } }
}

function password(text: string) {
  return {
    ...accountOf(text),
    hasPassword: true,
    isWrong: false,
    password: { charactersMin: 8 },
    action: '/account/password',
    fields: FIELDS,
  }
}
