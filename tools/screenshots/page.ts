import type { Part, Shot } from './shots.ts'

/** The page that shows them all, as Markdown. */
export function pageOf(parts: readonly Part[]): string {
  return `${[
    '# Screenshots',
    'Drawn by `npm run screenshots` from a dev mint with made-up facts; nothing here is by hand.',
    ...parts.flatMap(({ title, words, shots }) => [
      `## ${title}`,
      words,
      ...shots.flatMap((shot) => [`### ${shot.title}`, picturesOf(shot)]),
    ]),
  ].join('\n\n')}\n`
}

function picturesOf({ name, title, looks }: Shot): string {
  return looks
    .map((look) => {
      const [size, scheme] = look.split('-')
      const width = size === 'phone' ? 240 : 560
      const words = `${title}, ${size}, ${scheme}`
      return `<img src="${name}-${look}.webp" alt="${words}" width="${width}">`
    })
    .join('\n')
}
