/**
 * A pasted key, secret or token. It is looked up in the inspector, which sends it in a body: as a
 * search it would stand in an address, and so in histories and in the logs of whatever is between.
 */
export function looksSecret(text: string): boolean {
  return /^(?:bearer\s+)?(?:mm_[a-z]{2}_|eyJ[\w-]{10,}\.)/i.test(text.trim())
}
