/** Our own words for a reason; what stands behind its colon is the provider's. */
const WORDS: Readonly<Record<string, string>> = {
  refused: 'The provider refused it',
  unknown: 'The answer was lost',
  interrupted: 'The server died while it asked',
  room_over: 'Its room is over',
  opted_out: 'The number wants no texts',
  by_operator: 'Somebody dropped it',
}

export function reasonWords(reason: string): string {
  const [word = '', ...rest] = reason.split(':')
  const said = WORDS[word] ?? word.replaceAll('_', ' ')
  return rest.length === 0 ? said : `${said} (${rest.join(':')})`
}
