/** Where the server stops counting. */
const COUNTED_MAX = 10_000

export function countWords(count: number): string {
  const words = count.toLocaleString()
  return count < COUNTED_MAX ? words : `${words} or more`
}
