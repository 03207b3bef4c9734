const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** The day in the reader's own zone. */
export function dayWords(atMs: number): string {
  return day.format(atMs)
}

export function clockWords(atMs: number): string {
  return clock.format(atMs)
}

/** What a field for a date and a time takes, in the reader's own zone. */
export function fieldOf(iso: string | undefined): string {
  if (iso === undefined || Number.isNaN(Date.parse(iso))) return ''
  const at = new Date(iso)
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

export function isoOf(field: string): string | undefined {
  return field === '' ? undefined : new Date(field).toISOString()
}
