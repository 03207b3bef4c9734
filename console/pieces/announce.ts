const PLACE = 'announcements'

/** Says something to those who listen to the screen; the shell holds the place that is read out. */
export function announce(words: string): void {
  const place = document.getElementById(PLACE)
  if (place !== null) place.textContent = words
}

export const announcements = {
  id: PLACE,
  role: 'status',
  'aria-live': 'polite',
} as const
