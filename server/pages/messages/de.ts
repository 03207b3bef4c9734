// Alle Texte der Seiten auf Deutsch. `{name}` ist eine Lücke, die die Seite füllt.
import type { Messages } from './en.ts'
import { problem } from './forms.ts'

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
  signIn: {
    title: 'Anmelden',
    failedTitle: 'Nicht angemeldet – Anmelden',
    toContinue: 'um mit {client} fortzufahren',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    submit: 'Anmelden',
    asks: 'Darum bittet {client}',
    decideLater: 'Darüber entscheiden Sie, sobald Sie angemeldet sind.',
    wrong: 'Die E-Mail-Adresse oder das Passwort stimmt nicht.',
  },
  consent: {
    title: '{client} bittet um Zugriff',
    signedInAs: 'Sie sind als {user} angemeldet.',
    ifAllowed: 'Wenn Sie zustimmen, kann {client}',
    noScope: 'Um eine bestimmte Berechtigung wird nicht gebeten.',
    sendsBackTo: 'Danach geht es weiter zu',
    lasts: 'Die Erlaubnis gilt',
    untilTakenBack: 'bis Sie sie zurücknehmen',
    trust:
      'Stimmen Sie nur zu, wenn Sie {host} kennen und vertrauen. ' +
      'Lehnen Sie ab, wird nichts weitergegeben.',
    allow: 'Zustimmen',
    deny: 'Ablehnen',
    notYou: 'Nicht Ihr Konto?',
    signOut: 'Abmelden',
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
    more: 'Mehr',
    metadata: 'OAuth-Metadaten',
    openapi: 'Verwaltungs-API (OpenAPI)',
    reference: 'Verwaltungs-API (Referenz)',
  },
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
    requestNumber: 'Wenn Sie um Hilfe bitten, nennen Sie diese Vorgangsnummer: {id}',
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
