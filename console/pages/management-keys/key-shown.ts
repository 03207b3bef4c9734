import type { ShownOnce } from '../../pieces/secret-once.tsx'

/** The key, for the one time that anybody sees it, with a line that tries it. */
export function keyShown(name: string, key: string, baseUrl: string): ShownOnce {
  return {
    title: `Management key “${name}”`,
    words: 'It works from now on. Keep it where your program reads its secrets, not in its code.',
    fields: [{ label: 'Management key', value: key, isSecret: true }],
    snippets: [
      {
        title: 'Try it',
        what: 'curl line',
        text: `export MINTMARK_KEY='…'  # paste the key
curl ${baseUrl}/admin/v1/me -H "Authorization: Bearer $MINTMARK_KEY"`,
      },
    ],
  }
}
