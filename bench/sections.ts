// Parts of docs/performance.md that runs of their own write: each stands between two marks, and is
// kept when another part is written anew.
const END = '<!-- to here -->'

const beginOf = (option: string) => `<!-- Written by npm run bench -- ${option}: from here -->`

export function marked(option: string, section: string): string {
  return `${beginOf(option)}\n${section}\n${END}`
}

/** The section that a page has, with its marks; empty where it has none. */
export function sectionIn(page: string, option: string): string {
  const from = page.indexOf(beginOf(option))
  const to = page.indexOf(END, from)
  return from === -1 || to === -1 ? '' : page.slice(from, to + END.length)
}

/** The page with this section in place of its old one, or before all others, or at its end. */
export function withSection(
  page: string,
  option: string,
  section: string,
  place: 'first' | 'last' = 'last',
): string {
  if (section === '') return page
  const old = sectionIn(page, option)
  if (old !== '') return page.replace(old, () => section)
  const first = page.indexOf('\n## ')
  return place === 'last' || first === -1
    ? `${page.trimEnd()}\n\n${section}\n`
    : `${page.slice(0, first)}\n${section}\n${page.slice(first)}`
}
