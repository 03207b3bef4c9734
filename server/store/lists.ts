/** How lists stand in one column: scopes and roles hold no space, URIs no line break. */
export const asWords = (list: readonly string[]): string => list.join(' ')
export const fromWords = (text: string): string[] => text.split(' ').filter((word) => word !== '')
export const asLines = (list: readonly string[]): string => list.join('\n')
export const fromLines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
