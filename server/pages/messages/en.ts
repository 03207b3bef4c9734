// Every word of the pages in English. `{name}` is a hole that the page fills in.
import { embedEn } from './embed/en.ts'
import { forms, problem } from './forms.ts'

const START_AGAIN = 'Go back to where you came from and start again.'

export const en = {
  /** BCP 47, for the `lang` attribute and for choosing. */
  tag: 'en',
  /** What speakers call it. */
  name: 'English',
  direction: 'ltr' as 'ltr' | 'rtl',
  /** The locale by which Intl writes dates and lengths of time. */
  formats: 'en-GB',

  frame: {
    language: 'Language',
  },
  instant: '{day}, {clock} UTC',
  embed: embedEn,
  signIn: {
    title: 'Sign in',
    failedTitle: 'Not signed in – Sign in',
    toContinue: 'to continue to {client}',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
    asks: 'What {client} asks for',
    decideLater: 'You decide on this after you have signed in.',
    turnBack: 'Back to {client} without signing in',
    wrong: 'The e-mail address or the password is wrong.',
    passkey: 'Sign in with a passkey',
  },
  secondFactor: {
    title: 'One more step',
    failedTitle: 'Not signed in – One more step',
    as: 'You are signing in as {user}.',
    code: 'Code from your authenticator',
    codeHint: 'Six digits, new every half minute.',
    submit: 'Continue',
    lost: 'I do not have my authenticator at hand',
    recoveryCode: 'Recovery code',
    recoveryHint: 'One of the ten that you have put away. Each is good once.',
    useRecoveryCode: 'Continue with this code',
    noneLeft: 'If you have none of them, ask an administrator to reset your second factor.',
    wrong: 'This code is wrong, or it was used before. Wait for the next one.',
    wrongRecoveryCode: 'This recovery code is wrong, or it was used before.',
    notYou: 'Not you?',
    startAgain: 'Sign in as somebody else',
  },
  newPassword: {
    label: 'New password',
    again: 'The same password again',
    hint: 'At least {count} characters. A few words that do not belong together make a good one.',
    tooShort: 'This is too short: it must have at least {count} characters.',
    tooLong: 'This is too long: 1,024 bytes is the most.',
    isAddress: 'This is your e-mail address. Choose something that nobody can know.',
    isCommon: 'This is among the first that are guessed. Choose something less common.',
    differs: 'The two are not the same. Type them once more.',
    same: 'This is the present one. Choose another.',
  },
  setup: {
    title: 'Make yourself the operator',
    failedTitle: 'Not done yet – Make yourself the operator',
    lead: 'Nobody operates this server yet. Whoever fills in this form may do everything here.',
    name: 'Your name',
    nameMissing: 'Say what people call you.',
    email: 'E-mail address',
    emailHint: 'You sign in with it.',
    emailWrong: 'This is no e-mail address, such as ann@example.com.',
    submit: 'Become the operator',
  },
  welcome: {
    title: 'Choose your password',
    failedTitle: 'Not done yet – Choose your password',
    for: 'for {user}',
    submit: 'Set the password and sign in',
    ends: 'Wherever you are signed in elsewhere, you are signed out.',
  },
  consent: {
    title: '{client} asks for access',
    signedInAs: 'You are signed in as {user}.',
    ifAllowed: 'If you allow it, {client} can',
    noScope: 'It asks for no particular permission.',
    sendsBackTo: 'Sends you back to',
    lasts: 'The permission lasts',
    untilTakenBack: 'until you take it back',
    afterLastUse: '{length} after it was last used',
    trust: 'Allow this only if you know and trust {host}. If you deny, nothing is shared.',
    allow: 'Allow',
    deny: 'Deny',
    undoLater: 'You can take it back at any time: {place}.',
    notYou: 'Not you?',
    switchAccount: 'Use another account',
  },
  account: {
    navigation: 'Your account',
    signedInAs: 'Signed in as {user}',
    signOut: 'Sign out',
    overview: 'Overview',
    agreements: 'My apps',
    password: 'Password',
    signIns: 'Where you are signed in',
    secondFactor: 'Second factor',
    passkeys: 'Passkeys',
  },
  overview: {
    heading: 'Hello, {name}',
    lead: 'Everything about your account that you can see and change yourself.',
    agreements: forms({
      one: '{count} app may act for you.',
      other: '{count} apps may act for you.',
    }),
    noAgreement: 'No app may act for you.',
    password: 'Change the password that you sign in with.',
    noPassword: 'You sign in without a password.',
    signIns: forms({
      one: 'You are signed in with {count} browser.',
      other: 'You are signed in with {count} browsers.',
    }),
    secondFactorOn: 'Signing in takes a code besides your password.',
    secondFactorOff: 'Not set up: whoever knows your password can sign in.',
    passkeys: forms({
      one: 'You have {count} passkey.',
      other: 'You have {count} passkeys.',
    }),
    noPasskey: 'Sign in with your fingerprint, face or a security key.',
    console: 'Open the console',
  },
  agreements: {
    heading: 'My apps',
    lead: 'What you agreed to. Whatever you take back, the app loses within a second.',
    none: 'You have not agreed to anything',
    noneWords:
      'When an app asks for access to your account and you allow it, it stands here, and you can ' +
      'take it back.',
    may: 'This app may',
    since: 'Allowed on',
    lastUsed: 'Last used',
    notUsed: 'not yet',
    lasts: 'Lasts until',
    untilTakenBack: 'you take it back',
    takeBack: 'Take back',
    takenBack: 'Taken back. The app has no access to your account any more.',
    confirmHeading: 'Take back what {client} may do?',
    confirmWords:
      'It loses access to your account at once, and everything that it holds for it stops ' +
      'working. Nothing else about your account changes.',
    confirmLater: 'If you use {client} again, it will ask you again.',
    confirm: 'Take it back',
    cancel: 'Keep it',
  },
  password: {
    heading: 'Change your password',
    failedTitle: 'Not changed – Change your password',
    lead: 'You stay signed in here. All other browsers will have to sign in again.',
    present: 'Present password',
    submit: 'Change password',
    changed: 'Your password is changed, and all other browsers are signed out.',
    none: 'You sign in without a password. Whoever runs {brand} can send you a link to set one.',
    wrong: 'The present password is not right.',
  },
  signIns: {
    heading: 'Where you are signed in',
    lead: 'If there is a browser that you do not know, end it and change your password.',
    here: 'This browser',
    browserOn: '{browser} on {system}',
    unknown: 'An unknown program',
    address: 'Address',
    since: 'Signed in',
    lastSeen: 'Last seen',
    end: 'Sign out there',
    endOthers: 'Sign out everywhere else',
    ended: 'Signed out there.',
  },
  passkeys: {
    failed: 'Your browser could not do this. Try again, or use your password.',
    heading: 'Passkeys',
    failedTitle: 'Nothing was changed – Passkeys',
    lead:
      'A passkey signs you in with your fingerprint, your face, a PIN or a security key. ' +
      'Nobody can guess it, and no false page can get it out of you.',
    none: 'You have no passkey yet',
    noneWords: 'With one, you need neither your password nor a code to sign in.',
    since: 'Added',
    lastUsed: 'Last used',
    notUsed: 'not yet',
    rename: 'Rename',
    remove: 'Remove',
    removeWords: 'You cannot sign in with it any more. All other browsers are signed out.',
    add: 'Add a passkey',
    addSubmit: 'Add a passkey',
    name: 'Name',
    nameHint: 'By which you will know it, such as the device that it is on.',
    known: 'This device or key has a passkey of yours already.',
    needsScript: 'Passkeys need JavaScript. Everything else here works without it.',
    elsewhere: 'Passkeys work at {place} only. Open this page there.',
    impossible: 'This server is reached by an address in figures, for which there are no passkeys.',
    done: 'It is done.',
  },
  ownSecondFactor: {
    heading: 'Second factor',
    failedTitle: 'Nothing was changed – Second factor',
    lead:
      'Besides your password, signing in then takes a code that an authenticator on your ' +
      'telephone shows.',
    state: 'Second factor',
    isOn: 'on',
    since: 'Since',
    codes: 'Recovery codes',
    codesLeft: forms({ one: '{count} is left', other: '{count} are left' }),
    password: 'Your password',
    eitherCode: 'Code from your authenticator, or a recovery code',
    beginSubmit: 'Set it up',
    scan: 'Scan this with an authenticator.',
    picture: 'The secret as a QR code, for an authenticator to scan',
    openHere: 'Or open it in an authenticator on this device',
    typeIt: 'Or type the secret:',
    typeCode: 'Type the code that it shows.',
    confirmSubmit: 'Switch it on',
    abandon: 'Leave it off',
    renew: 'Make new recovery codes',
    renewWords: 'You get ten others. Those that you have now are worth nothing any more.',
    renewSubmit: 'Make new recovery codes',
    off: 'Switch it off',
    offWords: 'Whoever knows your password can then sign in with it alone.',
    offSubmit: 'Switch it off',
    offDone: 'Your second factor is off.',
    wrongPassword: 'The password is not right.',
    wrongCode: 'The code is not right. See that the clock of your telephone is.',
    wrongBoth: 'The password or the code is not right.',
  },
  recoveryCodes: {
    heading: 'Your recovery codes',
    lead: 'Your second factor is on. If you lose your authenticator, each of these is good once.',
    once: 'They are not shown again. Print them or keep them with your passwords.',
    kept: 'I have kept them',
  },
  agent: {
    title: 'Agent',
    heading: 'You are signed in',
    as: 'as {agent}',
    room: 'Your room is open',
    reference: 'Call reference',
    guestLink: 'Guest link',
    openUntil: 'Open until',
    textSentTo: 'Text sent to',
    texted: 'Your guest has the link by text. You need not send it again.',
    sendLink: 'Send the guest link to the one person whom you want to meet.',
    noRoom: 'No room is open for you at the moment.',
  },
  guest: {
    heading: 'Your room is open',
    invited: 'You have been invited to a video call.',
    reference: 'Call reference',
    openUntil: 'Open until',
    forYou: 'The link is meant for you alone. Please do not pass it on.',
    expired: 'This link has expired',
    askAgain:
      'A room stays open only for a short time. Ask the person who invited you for a new link.',
  },
  home: {
    title: 'Running',
    heading: 'This mint is running',
    lead: 'One mint for every kind of token, at {address}',
    dev: 'Development mode.',
    devWords:
      'It holds demo accounts, listens on this machine only, and lets its clock be moved. ' +
      'The terminal where it was started shows a line to paste for each style below.',
    tokens: 'Where to get a token',
    more: 'Where to go from here',
    console: 'Console: clients, credentials, scopes, keys and the audit log',
    account: 'Your account: what you agreed to, password, sign-ins',
    reference: 'Management API, explained',
    openapi: 'Management API as OpenAPI',
    metadata: 'OAuth metadata',
  },
  consoleNotBuilt: problem({
    heading: 'The console is not built',
    words: 'The server runs, but the files of its web console are not there.',
    whatToDo: 'Run “npm ci” or “npm run prepare” in the checkout, then start the server again.',
  }),
  devCallback: {
    heading: 'Back at the application',
    exchange: 'Exchange this code at the token endpoint within a few minutes: {code}',
    refused: 'The answer was: {error}.',
    nothing: 'nothing',
  },
  problem: {
    status: 'Error {status}',
    next: 'What you can do',
    checks: 'If you build this application, check',
    tryIn: 'Try again in {wait}.',
    requestNumber:
      'If that does not help, ask whoever runs {brand}, and give this request number: {id}',
    other: problem({
      heading: 'This did not work',
      words: 'The request was refused.',
      whatToDo: START_AGAIN,
    }),
    fault: problem({
      heading: 'Something went wrong on our side',
      words: 'It is not your fault, and nothing that you typed is lost to others.',
      whatToDo: 'Try again in a moment.',
    }),
  },
  /** By parameter where that says more, else by code. What stands here for none is `other`. */
  problems: {
    client_id: problem({
      heading: 'The application is not known here',
      words:
        'You were sent here by an application that is not registered, or that has been ' +
        'switched off.',
      whatToDo:
        'Go back to the application and start again. If it happens again, tell those who run it.',
      checks: [
        'that client_id is copied whole, without spaces, and belongs to this server',
        'that the client is enabled and was made for the style of this address',
        'that the client has not been deleted',
      ],
    }),
    redirect_uri: problem({
      heading: 'The way back is not registered',
      words:
        'The application wants to send you to an address that it has not registered. ' +
        'So that nobody is led astray, you are not sent there.',
      whatToDo:
        'Go back to the application and start again. If it happens again, tell those who run it.',
      checks: [
        'that redirect_uri is sent, and equals a registered one letter by letter',
        'upper and lower case, http or https, the port, and a slash at the end',
        'that it is percent-encoded once, not twice',
      ],
    }),
    parameter_malformed: problem({
      heading: 'The link is not right',
      words: 'Something in it does not have the form that it should have.',
      whatToDo: START_AGAIN,
    }),
    parameter_missing: problem({
      heading: 'The link is not complete',
      words: 'Something that belongs into it is missing.',
      whatToDo: START_AGAIN,
    }),
    duplicate_parameter: problem({
      heading: 'The link is not right',
      words: 'Something in it is given twice.',
      whatToDo: START_AGAIN,
    }),
    forged_form: problem({
      heading: 'This form has grown old',
      words:
        'It was not sent from our own page, or you have signed in or out since it was opened. ' +
        'Nothing was changed.',
      whatToDo: 'Open the page again and send the form from there.',
    }),
    too_many_attempts: problem({
      heading: 'Too many attempts',
      words: 'There were too many failed attempts, so nothing is tried for a while.',
      whatToDo: 'Wait a little before the next attempt.',
    }),
    gone: problem({
      heading: 'This has expired',
      words: 'What the link led to is not there any more.',
      whatToDo: 'Ask for a new link.',
    }),
    not_found: problem({
      heading: 'There is nothing here',
      words: 'No page has this address.',
      whatToDo: 'Check that the link is complete.',
    }),
    password: problem({
      heading: 'The password is not right',
      words: 'The password is not right.',
      whatToDo: 'Type it once more.',
    }),
    passkeys: problem({
      heading: 'That is enough passkeys',
      words: 'You have as many passkeys as there can be.',
      whatToDo: 'Remove one that you do not use.',
    }),
    passkey: problem({
      heading: 'This passkey was not accepted',
      words: 'This passkey is not known here any more, or the page was open for too long.',
      whatToDo: 'Try once more, or sign in with your password.',
    }),
    invitation: problem({
      heading: 'This link is not good any more',
      words:
        'It has expired, it was used already, or a newer one has taken its place. ' +
        'Nothing was changed.',
      whatToDo:
        'If it was you who used it, just sign in. Otherwise ask whoever sent it for a new one.',
    }),
    access_denied: problem({
      heading: 'This is not allowed',
      words: 'The link is not valid (any more), or it is not meant for you.',
      whatToDo: 'Ask whoever gave you the link for a new one.',
    }),
    temporarily_unavailable: problem({
      heading: 'We cannot be reached right now',
      words: 'The place where everything is kept does not answer. Nothing was changed.',
      whatToDo: 'Try again in a moment.',
    }),
  },
}

/** What every language has to say; a file of another language is of this type. */
export type Messages = typeof en
