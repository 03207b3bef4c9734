// The pages of an account, with one text in every place that takes a text from somebody else.
import {
  type Frame,
  renderAgreements,
  renderOverview,
  renderOwnSecondFactor,
  renderPasskeys,
  renderPassword,
  renderRecoveryCodes,
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
  'second factor, off': (frame, text) => renderOwnSecondFactor(frame, secondFactor(text)),
  'second factor, being set up': (frame, text) =>
    renderOwnSecondFactor(frame, {
      ...secondFactor(text),
      offer: { uri: `otpauth://totp/${encodeURIComponent(text)}?secret=C75K`, secret: 'C75KZWXE' },
      problem: { act: 'confirm' },
    }),
  'second factor, on': (frame, text) =>
    renderOwnSecondFactor(frame, {
      ...secondFactor(text),
      on: { sinceIso: AT, recoveryCodes: 1 },
      problem: { act: 'off' },
    }),
  'second factor without a password': (frame, text) =>
    renderOwnSecondFactor(frame, { ...secondFactor(text), hasPassword: false }),
  'recovery codes': (frame, text) =>
    renderRecoveryCodes(frame, {
      ...accountOf(text),
      codes: ['przf-k8w1-cyyk-g876', 'hhbv-ttm0-gxy4-6jpf'],
      nextUrl: '/account/second-factor',
    }),
  passkeys: (frame, text) =>
    renderPasskeys(frame, {
      ...passkeys(text),
      passkeys: [
        { id: 1, name: text, createdAtIso: AT, lastUsedAtIso: AT },
        { id: 2, name: `other ${text}`, createdAtIso: AT, lastUsedAtIso: undefined },
      ],
      problem: { act: 'remove', id: 2 },
    }),
  'no passkeys': (frame, text) => renderPasskeys(frame, passkeys(text)),
  'passkeys without a password': (frame, text) =>
    renderPasskeys(frame, { ...passkeys(text), hasPassword: false }),
  'passkeys at another address': (frame, text) =>
    renderPasskeys(frame, { ...passkeys(text), isElsewhere: true }),
  'passkeys where there are none': (frame, text) =>
    renderPasskeys(frame, { ...passkeys(text), origin: undefined }),
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

function secondFactor(text: string) {
  return {
    ...accountOf(text),
    action: '/account/second-factor',
    fields: FIELDS,
    hasPassword: true,
    offer: undefined,
    on: undefined,
    problem: undefined,
  }
}

function passkeys(text: string) {
  return {
    ...accountOf(text),
    action: '/account/passkeys',
    fields: FIELDS,
    hasPassword: true,
    passkeys: [],
    origin: 'https://mint.example',
    isElsewhere: false,
    problem: undefined,
  }
}
