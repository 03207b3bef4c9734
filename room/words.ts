/** The words of the page's language, by name; `{hole}`s are filled as they are said. */
export type Words = (name: string, holes?: Readonly<Record<string, string>>) => string

export function wordsOf(texts: Readonly<Record<string, string>>): Words {
  return (name, holes = {}) => {
    const text = texts[name]
    if (text === undefined) throw new Error(`The page has no words for ${name}.`)
    return text.replace(/\{(\w+)\}/g, (whole, hole: string) => holes[hole] ?? whole)
  }
}
