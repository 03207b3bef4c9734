// Womit man sich außer mit dem Passwort anmeldet, auf Deutsch; ein Teil von de.ts.
import type { factorsEn } from './factors-en.ts'
import { forms } from './forms.ts'

export const factorsDe: typeof factorsEn = {
  passkeys: {
    failed:
      'Ihr Browser hat das nicht geschafft. Versuchen Sie es noch einmal, oder nehmen Sie Ihr ' +
      'Passwort.',
    heading: 'Ihre Passkeys',
    failedTitle: 'Nichts wurde geändert – Ihre Passkeys',
    lead:
      'Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht, PIN oder ' +
      'Sicherheitsschlüssel an. Niemand kann ihn erraten, und keine falsche Seite kann ihn ' +
      'Ihnen entlocken.',
    none: 'Sie haben noch keinen Passkey',
    noneWords: 'Mit einem brauchen Sie zum Anmelden weder Passwort noch Code.',
    since: 'Hinzugefügt',
    lastUsed: 'Zuletzt benutzt',
    notUsed: 'noch nicht',
    rename: 'Umbenennen',
    remove: 'Entfernen',
    removeWords:
      'Sie können sich damit nicht mehr anmelden. Alle anderen Browser werden abgemeldet.',
    add: 'Einen Passkey hinzufügen',
    addSubmit: 'Passkey hinzufügen',
    name: 'Bezeichnung',
    nameHint: 'Woran Sie ihn erkennen, etwa das Gerät, auf dem er ist.',
    known: 'Dieses Gerät oder dieser Schlüssel hat schon einen Passkey von Ihnen.',
    needsScript: 'Passkeys brauchen JavaScript. Alles andere hier geht auch ohne.',
    elsewhere: 'Passkeys gelten nur unter {place}. Öffnen Sie diese Seite dort.',
    impossible:
      'Dieser Server wird über eine Adresse aus Ziffern erreicht. Für solche gibt es keine ' +
      'Passkeys.',
    done: 'Das ist erledigt.',
  },
  ownSecondFactor: {
    heading: 'Zweiter Faktor',
    failedTitle: 'Nichts wurde geändert – Zweiter Faktor',
    lead:
      'Zum Anmelden brauchen Sie dann außer Ihrem Passwort einen Code, den eine ' +
      'Authenticator-App auf Ihrem Telefon anzeigt.',
    state: 'Zweiter Faktor',
    isOn: 'eingeschaltet',
    since: 'Seit',
    codes: 'Wiederherstellungscodes',
    codesLeft: forms({ one: '{count} ist übrig', other: '{count} sind übrig' }),
    password: 'Ihr Passwort',
    eitherCode: 'Code aus Ihrer Authenticator-App oder ein Wiederherstellungscode',
    beginSubmit: 'Einrichten',
    scan: 'Scannen Sie dies mit einer Authenticator-App.',
    picture: 'Das Geheimnis als QR-Code, den eine Authenticator-App scannen kann',
    openHere: 'Oder öffnen Sie es in einer Authenticator-App auf diesem Gerät',
    typeIt: 'Oder geben Sie das Geheimnis ein:',
    typeCode: 'Geben Sie den Code ein, den sie anzeigt.',
    confirmSubmit: 'Einschalten',
    abandon: 'Nicht einschalten',
    renew: 'Neue Wiederherstellungscodes',
    renewWords: 'Sie bekommen zehn neue. Die jetzigen gelten dann nicht mehr.',
    renewSubmit: 'Neue Codes erzeugen',
    off: 'Ausschalten',
    offWords: 'Wer Ihr Passwort kennt, kann sich dann damit allein anmelden.',
    offSubmit: 'Zweiten Faktor ausschalten',
    offDone: 'Ihr zweiter Faktor ist ausgeschaltet.',
    wrongPassword: 'Das Passwort stimmt nicht.',
    wrongCode: 'Der Code stimmt nicht. Prüfen Sie, ob die Uhr Ihres Telefons richtig geht.',
    wrongBoth: 'Das Passwort oder der Code stimmt nicht.',
  },
  recoveryCodes: {
    heading: 'Ihre Wiederherstellungscodes',
    lead:
      'Ihr zweiter Faktor ist eingeschaltet. Wenn Sie Ihre Authenticator-App verlieren, lässt ' +
      'Sie jeder dieser Codes einmal herein.',
    once:
      'Sie werden nicht noch einmal angezeigt. Drucken Sie sie aus, oder bewahren Sie sie bei ' +
      'Ihren Passwörtern auf.',
    kept: 'Ich habe sie aufbewahrt',
  },
}
