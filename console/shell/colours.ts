import type { CSSVariablesResolver } from '@mantine/core'
import { STYLE_COLOURS } from '../pieces/style-colours.ts'

/**
 * What the kit's own colours are here, for light and for dark, and a few names of our own: the
 * canvas lies behind everything, surfaces lie on it, soft is for words of less weight.
 */
export const colours: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--canvas': '#f5f8f6',
    '--surface': '#ffffff',
    '--sunken': '#f1f5f3',
    '--line': '#dfe6e2',
    '--soft': '#51615a',
    '--warn-surface': '#fff4d6',
    '--warn-text': '#6b4a00',
    '--note-surface': '#eceff1',
    '--note-text': '#42504a',
    '--good-surface': '#dff3e8',
    '--good-text': '#0a5c41',
    '--bad-surface': '#fde6e4',
    '--bad-text': '#8f1d17',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#14211b',
    '--mantine-color-dimmed': '#51615a',
    '--mantine-color-default-border': '#c9d5cf',
    '--mantine-color-placeholder': '#66756d',
    '--mantine-color-error': '#b3261e',
    ...namedByStyle(STYLE_COLOURS.light),
    '--mantine-color-disabled': '#e4eae7',
    '--mantine-color-disabled-color': '#7b8b83',
  },
  dark: {
    '--canvas': '#0d1311',
    '--surface': '#151d1a',
    '--sunken': '#1c2622',
    '--line': '#2a3732',
    '--soft': '#a7b7af',
    '--warn-surface': '#3a2f10',
    '--warn-text': '#ffd97a',
    '--note-surface': '#28322e',
    '--note-text': '#c3cfc9',
    '--good-surface': '#143727',
    '--good-text': '#8fe3bd',
    '--bad-surface': '#451c1a',
    '--bad-text': '#ffb9b2',
    '--mantine-color-body': '#151d1a',
    '--mantine-color-text': '#e9f2ed',
    '--mantine-color-dimmed': '#a7b7af',
    '--mantine-color-default': '#1c2622',
    '--mantine-color-default-hover': '#24312b',
    '--mantine-color-default-border': '#3b4b44',
    '--mantine-color-placeholder': '#8fa097',
    '--mantine-color-error': '#ff9d94',
    ...namedByStyle(STYLE_COLOURS.dark),
    '--mantine-color-disabled': '#26322d',
    '--mantine-color-disabled-color': '#7b8d84',
    '--mantine-color-brand-light': `rgb(from ${colors.brand?.[4]} r g b / 18%)`,
    '--mantine-color-brand-light-hover': `rgb(from ${colors.brand?.[4]} r g b / 26%)`,
    '--mantine-color-brand-light-color': colors.brand?.[2] ?? '',
  },
})

function namedByStyle(list: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map((colour, at) => [`--style-${at + 1}`, colour]))
}
