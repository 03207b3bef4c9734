// Alle Texte im Rahmen eines eingebetteten Agenten auf Deutsch.
import type { EmbedMessages } from './en.ts'

export const embedDe: EmbedMessages = {
  title: 'Agent',
  needsScript: 'Dieser Teil der Seite braucht JavaScript.',
  states: {
    waiting: { heading: 'Einen Augenblick', words: 'Die Verbindung zum Agenten wird hergestellt.' },
    outside: {
      heading: 'Hier gibt es nichts zu sehen',
      words: 'Diese Adresse wird in einer anderen Website gezeigt, die den Zugang mitbringt.',
    },
    expired: {
      heading: 'Einen Augenblick',
      words: 'Der Zugang ist abgelaufen. Die Seite erneuert ihn.',
    },
    refused: {
      heading: 'Hier nicht verfügbar',
      words: 'Die Seite ringsum hat keinen Zugang zu diesem Agenten bekommen.',
    },
    origin_forbidden: {
      heading: 'Auf dieser Website nicht verfügbar',
      words: 'Der Agent darf auf dieser Website nicht gezeigt werden.',
    },
    lease_over: {
      heading: 'Aufgebraucht',
      words: 'Dieser Zugang wurde so oft oder so lange genutzt, wie er darf.',
    },
    key_in_browser: {
      heading: 'Ein Schlüssel ist am falschen Ort',
      words:
        'Diese Seite hat einen API-Schlüssel übergeben, den jeder lesen kann, der sie sieht. ' +
        'Schlüssel gehören auf einen Server, der sie gegen ein Token tauscht.',
    },
    kicked: { heading: 'Geschlossen', words: 'Der Betreiber hat den Agenten geschlossen.' },
    revoked: { heading: 'Geschlossen', words: 'Der Zugang zum Agenten wurde zurückgenommen.' },
    time_over: {
      heading: 'Die Zeit ist um',
      words: 'Der Agent war so lange offen, wie er darf.',
    },
    agent_off: { heading: 'Abgeschaltet', words: 'Der Agent ist nicht mehr in Betrieb.' },
    unreachable: {
      heading: 'Keine Verbindung',
      words: 'Der Agent ist gerade nicht erreichbar. Diese Seite versucht es weiter.',
    },
  },
  views: {
    navigation: 'Was gezeigt wird',
    overview: 'Übersicht',
    calls: 'Gespräche',
    results: 'Ergebnisse',
  },
  overview: {
    lastDays: 'Die letzten {count} Tage',
    calls: 'Gespräche',
    completed: 'Abgeschlossen',
    missed: 'Verpasst oder gescheitert',
    averageLength: 'Mittlere Dauer',
    latestCalls: 'Die jüngsten Gespräche',
    latestResults: 'Die jüngsten Ergebnisse',
    allCalls: 'Alle Gespräche',
    allResults: 'Alle Ergebnisse',
  },
  calls: {
    none: 'Noch keine Gespräche',
    noneWords: 'Sobald der Agent mit jemandem gesprochen hat, steht es hier.',
    running: 'Läuft',
    completed: 'Abgeschlossen',
    missed: 'Verpasst',
    failed: 'Gescheitert',
    inbound: 'Eingehend',
    outbound: 'Ausgehend',
    web: 'Im Web',
    older: 'Frühere',
    newest: 'Zurück zu den jüngsten',
  },
  results: {
    none: 'Noch keine Ergebnisse',
    noneWords: 'Sobald etwas beurteilt wurde, steht es hier.',
    gone: 'Dieses Ergebnis gibt es nicht',
    goneWords: 'Es wurde vielleicht entfernt, oder der Verweis stimmt nicht.',
    passed: 'Bestanden',
    failed: 'Nicht bestanden',
    review: 'Zu prüfen',
    score: '{score} von 100',
    ofCall: 'Gespräch',
    when: 'Wann',
    measures: 'Im Einzelnen',
    back: 'Alle Ergebnisse',
  },
  unknown: '–',
}
