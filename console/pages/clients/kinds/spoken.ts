/** A label in the middle of a sentence: “client secret”, but “API key”. */
export function spoken(label: string): string {
  return label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())
}
