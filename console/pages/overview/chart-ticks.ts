const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** A day where one begins, the time of day elsewhere. */
export function tickWords(tick: Date): string {
  const isMidnight = tick.getHours() === 0 && tick.getMinutes() === 0
  return isMidnight ? day.format(tick) : time.format(tick)
}
