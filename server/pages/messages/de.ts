// Alle Texte der Seiten auf Deutsch. `{name}` ist eine Lücke, die die Seite füllt.

import { embedDe } from './embed/de.ts'
import type { Messages } from './en.ts'
import { forms, problem } from './forms.ts'

const START_AGAIN = 'Gehen Sie dorthin zurück, woher Sie kamen, und beginnen Sie von vorn.'

export const de: Messages = {
  tag: 'de',
  name: 'Deutsch',
  direction: 'ltr',
  formats: 'de-DE',

  frame: {
    language: 'Sprache',
  },
  instant: '{day}, {clock} Uhr UTC',
  embed: embedDe,
  signIn: {
    title: 'Anmelden',
    failedTitle: 'Nicht angemeldet – Anmelden',
    toContinue: 'um mit {client} fortzufahren',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    submit: 'Anmelden',
    asks: 'Darum bittet {client}',
    decideLater: 'Darüber entscheiden Sie, sobald Sie angemeldet sind.',
    turnBack: 'Ohne Anmeldung zurück zu {client}',
    wrong: 'Die E-Mail-Adresse oder das Passwort stimmt nicht.',
    passkey: 'Mit einem Passkey anmelden',
  },
  secondFactor: {
    title: 'Noch ein Schritt',
    failedTitle: 'Nicht angemeldet – Noch ein Schritt',
    as: 'Sie melden sich als {user} an.',
    code: 'Code aus Ihrer Authenticator-App',
    codeHint: 'Sechs Ziffern, jede halbe Minute neue.',
    submit: 'Weiter',
    lost: 'Ich habe meine Authenticator-App nicht zur Hand',
    recoveryCode: 'Wiederherstellungscode',
    recoveryHint: 'Einer der zehn, die Sie aufbewahrt haben. Jeder gilt einmal.',
    useRecoveryCode: 'Mit diesem Code weiter',
    noneLeft:
      'Haben Sie keinen mehr, bitten Sie Ihre Administratoren, den zweiten Faktor zurückzusetzen.',
    wrong: 'Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten.',
    wrongRecoveryCode: 'Dieser Wiederherstellungscode stimmt nicht oder wurde schon benutzt.',
    notYou: 'Nicht Ihr Konto?',
    startAgain: 'Mit einem anderen Konto anmelden',
  },
  newPassword: {
    label: 'Neues Passwort',
    again: 'Dasselbe Passwort noch einmal',
    hint:
      'Mindestens {count} Zeichen. Gut sind ein paar Wörter, die nichts miteinander zu tun ' +
      'haben.',
    tooShort: 'Das ist zu kurz: Es müssen mindestens {count} Zeichen sein.',
    tooLong: 'Das ist zu lang: Mehr als 1.024 Bytes gehen nicht.',
    isAddress: 'Das ist Ihre E-Mail-Adresse. Nehmen Sie etwas, das niemand wissen kann.',
    isCommon: 'Das wird als Erstes geraten. Nehmen Sie etwas, das seltener ist.',
    differs: 'Die beiden sind nicht gleich. Geben Sie sie noch einmal ein.',
    same: 'Das ist das bisherige. Wählen Sie ein anderes.',
  },
  setup: {
    title: 'Werden Sie Betreiber',
    failedTitle: 'Noch nicht fertig – Werden Sie Betreiber',
    lead:
      'Noch betreibt niemand diesen Server. Wer dieses Formular ausfüllt, darf hier künftig ' +
      'alles.',
    name: 'Ihr Name',
    nameMissing: 'Geben Sie an, wie Sie heißen.',
    email: 'E-Mail-Adresse',
    emailHint: 'Mit ihr melden Sie sich an.',
    emailWrong: 'Das ist keine E-Mail-Adresse wie ann@example.com.',
    submit: 'Betreiber werden',
  },
  welcome: {
    title: 'Wählen Sie Ihr Passwort',
    failedTitle: 'Noch nicht fertig – Wählen Sie Ihr Passwort',
    for: 'für {user}',
    submit: 'Passwort festlegen und anmelden',
    ends: 'Wo Sie sonst angemeldet sind, werden Sie abgemeldet.',
  },
  consent: {
    title: '{client} bittet um Zugriff',
    signedInAs: 'Sie sind als {user} angemeldet.',
    ifAllowed: 'Wenn Sie zustimmen, kann {client}',
    noScope: 'Um eine bestimmte Berechtigung wird nicht gebeten.',
    sendsBackTo: 'Danach geht es weiter zu',
    lasts: 'Die Erlaubnis gilt',
    untilTakenBack: 'bis Sie sie zurücknehmen',
    afterLastUse: '{length} ab der letzten Nutzung',
    trust:
      'Stimmen Sie nur zu, wenn Sie {host} kennen und vertrauen. ' +
      'Lehnen Sie ab, wird nichts weitergegeben.',
    allow: 'Zustimmen',
    deny: 'Ablehnen',
    undoLater: 'Sie können das jederzeit zurücknehmen: {place}.',
    notYou: 'Nicht Ihr Konto?',
    switchAccount: 'Anderes Konto verwenden',
  },
  account: {
    navigation: 'Ihr Konto',
    signedInAs: 'Angemeldet als {user}',
    signOut: 'Abmelden',
    overview: 'Übersicht',
    agreements: 'Meine Apps',
    password: 'Passwort',
    signIns: 'Ihre Anmeldungen',
    secondFactor: 'Zweiter Faktor',
    passkeys: 'Passkeys',
  },
  overview: {
    heading: 'Guten Tag, {name}',
    lead: 'Alles zu Ihrem Konto, was Sie selbst einsehen und ändern können.',
    agreements: forms({
      one: '{count} App darf in Ihrem Namen handeln.',
      other: '{count} Apps dürfen in Ihrem Namen handeln.',
    }),
    noAgreement: 'Keine App darf in Ihrem Namen handeln.',
    password: 'Ändern Sie das Passwort, mit dem Sie sich anmelden.',
    noPassword: 'Sie melden sich ohne Passwort an.',
    signIns: forms({
      one: 'Sie sind in {count} Browser angemeldet.',
      other: 'Sie sind in {count} Browsern angemeldet.',
    }),
    secondFactorOn: 'Zur Anmeldung gehört neben dem Passwort ein Code.',
    secondFactorOff: 'Nicht eingerichtet: Wer Ihr Passwort kennt, kann sich anmelden.',
    passkeys: forms({
      one: 'Sie haben {count} Passkey.',
      other: 'Sie haben {count} Passkeys.',
    }),
    noPasskey: 'Melden Sie sich mit Fingerabdruck, Gesicht oder Sicherheitsschlüssel an.',
    console: 'Zur Konsole',
  },
  agreements: {
    heading: 'Meine Apps',
    lead:
      'Hier steht, wem Sie etwas erlaubt haben. Was Sie zurücknehmen, verliert die App ' +
      'innerhalb einer Sekunde.',
    none: 'Sie haben noch nichts erlaubt',
    noneWords:
      'Wenn eine App um Zugriff auf Ihr Konto bittet und Sie zustimmen, steht sie hier, und Sie ' +
      'können die Erlaubnis zurücknehmen.',
    may: 'Die App darf',
    since: 'Erlaubt am',
    lastUsed: 'Zuletzt genutzt',
    notUsed: 'noch nicht',
    lasts: 'Gilt bis',
    untilTakenBack: 'Sie es zurücknehmen',
    takeBack: 'Zurücknehmen',
    takenBack: 'Zurückgenommen. Die App hat keinen Zugriff auf Ihr Konto mehr.',
    confirmHeading: 'Zurücknehmen, was {client} darf?',
    confirmWords:
      'Die App verliert sofort den Zugriff auf Ihr Konto, und alles, was sie dafür besitzt, wird ' +
      'ungültig. Sonst ändert sich an Ihrem Konto nichts.',
    confirmLater: 'Wenn Sie {client} wieder nutzen, werden Sie erneut gefragt.',
    confirm: 'Erlaubnis zurücknehmen',
    cancel: 'Behalten',
  },
  password: {
    heading: 'Passwort ändern',
    failedTitle: 'Nicht geändert – Passwort ändern',
    lead: 'Hier bleiben Sie angemeldet. In allen anderen Browsern ist eine neue Anmeldung nötig.',
    present: 'Bisheriges Passwort',
    submit: 'Passwort ändern',
    changed: 'Ihr Passwort ist geändert, und alle anderen Browser sind abgemeldet.',
    none:
      'Sie melden sich ohne Passwort an. Die Betreiber von {brand} können Ihnen einen Link ' +
      'senden, mit dem Sie eines festlegen.',
    wrong: 'Das bisherige Passwort stimmt nicht.',
  },
  signIns: {
    heading: 'Wo Sie angemeldet sind',
    lead:
      'Wenn Sie einen Browser nicht kennen, melden Sie ihn ab und ändern Sie anschließend Ihr ' +
      'Passwort.',
    here: 'Dieser Browser',
    browserOn: '{browser} unter {system}',
    unknown: 'Ein unbekanntes Programm',
    address: 'Adresse',
    since: 'Angemeldet',
    lastSeen: 'Zuletzt gesehen',
    end: 'Dort abmelden',
    endOthers: 'Überall sonst abmelden',
    ended: 'Dort abgemeldet.',
  },
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
  agent: {
    title: 'Agent',
    heading: 'Sie sind angemeldet',
    as: 'als {agent}',
    room: 'Ihr Raum ist geöffnet',
    reference: 'Gesprächsnummer',
    guestLink: 'Link für den Gast',
    openUntil: 'Geöffnet bis',
    textSentTo: 'SMS gesendet an',
    texted: 'Ihr Gast hat den Link per SMS erhalten. Sie müssen ihn nicht noch einmal senden.',
    sendLink: 'Senden Sie den Link nur der einen Person, mit der Sie sprechen möchten.',
    noRoom: 'Zurzeit ist kein Raum für Sie geöffnet.',
    open: 'Einen Raum öffnen',
    phoneNumber: 'Telefonnummer (freiwillig)',
    phoneNumberNote: 'Mit Landesvorwahl. Ihr Gast bekommt den Link sofort als SMS.',
    callReference: 'Gesprächsnummer (freiwillig)',
    callReferenceNote: '8 bis 20 Zeichen, unter denen Sie das Gespräch wiederfinden.',
    openSubmit: 'Raum öffnen',
  },
  call: {
    needsScript:
      'Ein Videogespräch braucht JavaScript. Bitte erlauben Sie es für diese Seite und laden ' +
      'Sie sie neu.',
    reference: 'Gesprächsnummer',
    lobby: 'Bevor Sie beitreten',
    yourName: 'Ihr Name',
    join: 'Beitreten',
    cameraOff: 'Ihre Kamera ist aus',
    level: 'Pegel Ihres Mikrofons',
    camera: 'Kamera',
    microphone: 'Mikrofon',
    muteMicrophone: 'Mikrofon stummschalten',
    openMicrophone: 'Mikrofon einschalten',
    shutCamera: 'Kamera ausschalten',
    openCamera: 'Kamera einschalten',
    camera_denied:
      'Ihr Browser lässt diese Seite die Kamera nicht benutzen. Erlauben Sie es neben der ' +
      'Adresse und versuchen Sie es noch einmal.',
    camera_missing: 'Es wurde keine Kamera gefunden.',
    camera_busy: 'Ein anderes Programm benutzt die Kamera.',
    camera_unsupported: 'Für die Kamera muss diese Seite über https geöffnet werden.',
    microphone_denied:
      'Ihr Browser lässt diese Seite das Mikrofon nicht benutzen. Erlauben Sie es neben der ' +
      'Adresse und versuchen Sie es noch einmal.',
    microphone_missing: 'Es wurde kein Mikrofon gefunden.',
    microphone_busy: 'Ein anderes Programm benutzt das Mikrofon.',
    microphone_unsupported: 'Für das Mikrofon muss diese Seite über https geöffnet werden.',
    joinAnyway: 'Sie können trotzdem beitreten.',
    guestLink: 'Link für den Gast',
    inviteBy: 'Schicken Sie diesen Link der Person, die Sie treffen möchten.',
    textSent: 'Ihr Gast hat diesen Link als SMS ({number}).',
    copy: 'Kopieren',
    copied: 'Der Link ist kopiert.',
    people: 'Personen im Gespräch',
    you: '(Sie)',
    guest: 'Gast',
    muted: 'stumm',
    away: 'Verbindung verloren',
    connecting: 'Wird verbunden …',
    lost: 'nicht verbunden',
    kick: '{name} aus dem Gespräch entfernen',
    chat: 'Nachrichten',
    yourMessage: 'Ihre Nachricht',
    send: 'Senden',
    controls: 'Bedienung des Gesprächs',
    shareScreen: 'Bildschirm teilen',
    stopScreen: 'Nicht mehr teilen',
    leave: 'Verlassen',
    endForAll: 'Für alle beenden',
    reconnecting: 'Die Verbindung ist weg. Neuer Versuch …',
    waitingForGuest: 'Ihr Gast wird erwartet …',
    waitingForAgent: 'Sie sind da. Die anderen werden erwartet …',
    comeBack: 'Zurückkommen',
    over_left: 'Sie haben das Gespräch verlassen',
    over_left_words: 'Vielleicht läuft es noch. So lange können Sie zurückkommen.',
    over_ended: 'Das Gespräch ist zu Ende',
    over_ended_words: 'Sie können diese Seite schließen.',
    over_kicked: 'Sie wurden aus dem Gespräch entfernt',
    over_kicked_words: 'Die Person, die Sie eingeladen hat, hat es für Sie beendet.',
    over_revoked: 'Ihre Anmeldung ist zu Ende',
    over_revoked_words: 'Öffnen Sie die Seite neu von dort, wo Sie herkamen.',
    over_taken_over: 'Sie sind anderswo in diesem Gespräch',
    over_taken_over_words:
      'Ihr Platz wurde von einer anderen Seite eingenommen. Diese können Sie schließen.',
    over_gone: 'Die Verbindung ist weg',
    over_gone_words:
      'Der Server war einige Zeit nicht zu erreichen. Prüfen Sie Ihr Netz und kommen Sie zurück.',
    over_ticket_invalid: 'Diese Seite ist abgelaufen',
    over_ticket_invalid_words: 'Öffnen Sie Ihren Link noch einmal.',
    over_room_over: 'Dieser Raum ist geschlossen',
    over_room_over_words: 'Bitten Sie die Person, die Sie eingeladen hat, um einen neuen Link.',
    over_room_full: 'Dieser Raum ist voll',
    over_room_full_words:
      'Sechs Personen sind schon da. Kommen Sie zurück, wenn jemand gegangen ist.',
    over_unavailable: 'Das geht im Moment nicht',
    over_unavailable_words: 'Warten Sie einen Augenblick und versuchen Sie es noch einmal.',
  },
  guest: {
    heading: 'Ihr Raum ist geöffnet',
    invited: 'Sie sind zu einem Videogespräch eingeladen.',
    reference: 'Gesprächsnummer',
    openUntil: 'Geöffnet bis',
    forYou: 'Der Link ist nur für Sie bestimmt. Bitte geben Sie ihn nicht weiter.',
    expired: 'Dieser Link ist abgelaufen',
    askAgain:
      'Ein Raum bleibt nur kurze Zeit geöffnet. Bitten Sie die Person, die Sie eingeladen hat, ' +
      'um einen neuen Link.',
  },
  home: {
    title: 'In Betrieb',
    heading: 'Dieser Server läuft',
    lead: 'Eine Ausgabestelle für alle Arten von Token, unter {address}',
    dev: 'Entwicklungsmodus.',
    devWords:
      'Er enthält Demo-Konten, ist nur auf diesem Rechner erreichbar und seine Uhr lässt sich ' +
      'verstellen. Das Terminal, in dem er gestartet wurde, zeigt für jeden der Stile eine Zeile ' +
      'zum Einfügen.',
    tokens: 'Hier gibt es Token',
    more: 'Wie es weitergeht',
    console: 'Konsole: Clients, Zugangsdaten, Scopes, Schlüssel und Protokoll',
    account: 'Ihr Konto: was Sie erlaubt haben, Passwort, Anmeldungen',
    reference: 'Verwaltungs-API, erklärt',
    openapi: 'Verwaltungs-API als OpenAPI',
    metadata: 'OAuth-Metadaten',
  },
  consoleNotBuilt: problem({
    heading: 'Die Konsole ist nicht gebaut',
    words: 'Der Server läuft, aber die Dateien seiner Web-Konsole fehlen.',
    whatToDo:
      'Führen Sie im Arbeitsverzeichnis „npm ci“ oder „npm run prepare“ aus und starten Sie den ' +
      'Server neu.',
  }),
  devCallback: {
    heading: 'Zurück bei der Anwendung',
    exchange: 'Tauschen Sie diesen Code in den nächsten Minuten am Token-Endpunkt ein: {code}',
    refused: 'Die Antwort war: {error}.',
    nothing: 'nichts',
  },
  problem: {
    status: 'Fehler {status}',
    next: 'Was Sie tun können',
    checks: 'Wenn Sie diese Anwendung entwickeln, prüfen Sie',
    tryIn: 'Versuchen Sie es in {wait} noch einmal.',
    requestNumber:
      'Hilft das nicht, wenden Sie sich an die Betreiber von {brand} und nennen Sie diese ' +
      'Vorgangsnummer: {id}',
    other: problem({
      heading: 'Das hat nicht geklappt',
      words: 'Die Anfrage wurde abgelehnt.',
      whatToDo: START_AGAIN,
    }),
    fault: problem({
      heading: 'Bei uns ist etwas schiefgegangen',
      words: 'Das liegt nicht an Ihnen, und von Ihren Eingaben ist nichts nach außen gelangt.',
      whatToDo: 'Versuchen Sie es gleich noch einmal.',
    }),
  },
  problems: {
    client_id: problem({
      heading: 'Diese Anwendung ist hier nicht bekannt',
      words:
        'Die Anwendung, die Sie hierher geschickt hat, ist nicht registriert oder wurde ' +
        'abgeschaltet.',
      whatToDo:
        'Gehen Sie zurück zur Anwendung und beginnen Sie von vorn. Geschieht es wieder, sagen ' +
        'Sie ihren Betreibern Bescheid.',
      checks: [
        'dass client_id vollständig und ohne Leerzeichen kopiert ist und zu diesem Server gehört',
        'dass der Client eingeschaltet ist und für den Stil dieser Adresse angelegt wurde',
        'dass der Client nicht gelöscht wurde',
      ],
    }),
    redirect_uri: problem({
      heading: 'Der Rückweg ist nicht registriert',
      words:
        'Die Anwendung möchte Sie an eine Adresse schicken, die sie nicht registriert hat. ' +
        'Damit niemand in die Irre geführt wird, schicken wir Sie nicht dorthin.',
      whatToDo:
        'Gehen Sie zurück zur Anwendung und beginnen Sie von vorn. Geschieht es wieder, sagen ' +
        'Sie ihren Betreibern Bescheid.',
      checks: [
        'dass redirect_uri mitgeschickt wird und Zeichen für Zeichen einer registrierten gleicht',
        'Groß- und Kleinschreibung, http oder https, den Port und den Schrägstrich am Ende',
        'dass sie einmal und nicht doppelt prozentkodiert ist',
      ],
    }),
    parameter_malformed: problem({
      heading: 'Der Link stimmt nicht',
      words: 'Etwas darin hat nicht die Form, die es haben sollte.',
      whatToDo: START_AGAIN,
    }),
    parameter_missing: problem({
      heading: 'Der Link ist unvollständig',
      words: 'Etwas, das hineingehört, fehlt.',
      whatToDo: START_AGAIN,
    }),
    duplicate_parameter: problem({
      heading: 'Der Link stimmt nicht',
      words: 'Etwas darin ist doppelt angegeben.',
      whatToDo: START_AGAIN,
    }),
    forged_form: problem({
      heading: 'Dieses Formular ist veraltet',
      words:
        'Es kam nicht von unserer eigenen Seite, oder Sie haben sich inzwischen an- oder ' +
        'abgemeldet. Es wurde nichts geändert.',
      whatToDo: 'Öffnen Sie die Seite neu und senden Sie das Formular von dort ab.',
    }),
    too_many_attempts: problem({
      heading: 'Zu viele Versuche',
      words: 'Es gab zu viele Fehlversuche, deshalb ruht die Anmeldung für eine Weile.',
      whatToDo: 'Warten Sie ein wenig bis zum nächsten Versuch.',
    }),
    gone: problem({
      heading: 'Das ist abgelaufen',
      words: 'Wohin der Link führte, gibt es nicht mehr.',
      whatToDo: 'Bitten Sie um einen neuen Link.',
    }),
    not_found: problem({
      heading: 'Hier ist nichts',
      words: 'Unter dieser Adresse gibt es keine Seite.',
      whatToDo: 'Prüfen Sie, ob der Link vollständig ist.',
    }),
    password: problem({
      heading: 'Das Passwort stimmt nicht',
      words: 'Das Passwort stimmt nicht.',
      whatToDo: 'Geben Sie es noch einmal ein.',
    }),
    passkeys: problem({
      heading: 'Mehr Passkeys gehen nicht',
      words: 'Sie haben so viele Passkeys, wie es geben kann.',
      whatToDo: 'Entfernen Sie einen, den Sie nicht benutzen.',
    }),
    passkey: problem({
      heading: 'Dieser Passkey wurde nicht angenommen',
      words: 'Dieser Passkey ist hier nicht mehr bekannt, oder die Seite war zu lange geöffnet.',
      whatToDo: 'Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
    }),
    invitation: problem({
      heading: 'Dieser Link gilt nicht mehr',
      words:
        'Er ist abgelaufen, wurde schon benutzt oder durch einen neueren ersetzt. ' +
        'Geändert wurde nichts.',
      whatToDo:
        'Haben Sie ihn selbst benutzt, melden Sie sich einfach an. Sonst bitten Sie um einen ' +
        'neuen.',
    }),
    access_denied: problem({
      heading: 'Das ist nicht erlaubt',
      words: 'Der Link ist nicht (mehr) gültig oder nicht für Sie bestimmt.',
      whatToDo: 'Bitten Sie um einen neuen Link, wer immer Ihnen diesen gegeben hat.',
    }),
    temporarily_unavailable: problem({
      heading: 'Wir sind gerade nicht erreichbar',
      words: 'Der Speicher, in dem alles liegt, antwortet nicht. Es wurde nichts geändert.',
      whatToDo: 'Versuchen Sie es gleich noch einmal.',
    }),
  },
}
