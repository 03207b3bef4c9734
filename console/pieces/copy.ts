/** Browsers give the clipboard to secure contexts only; without it the old way has to do. */
export async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  // Inside an open dialog, because what holds the focus there would take it back from elsewhere.
  const place = document.querySelector('[role="dialog"]') ?? document.body
  place.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
