// The colours by name, once for light and once for dark; a test measures their contrast (WCAG 2.2:
// 4.5 for text, 3 for borders that mean something). An operator's colour replaces our green, and
// the greys lose the tinge of it.
import { mixed, readable, stronger } from './colours.ts'

export interface Palette {
  readonly light: Readonly<Record<string, string>>
  readonly dark: Readonly<Record<string, string>>
}

const LIGHT = {
  canvas: '#f3f7f5',
  surface: '#ffffff',
  sunken: '#f1f6f3',
  line: '#dbe5df',
  edge: '#6d7f76',
  ink: '#14211b',
  soft: '#4a5b52',
  accent: '#0b6b4b',
  'accent-strong': '#08553b',
  'on-accent': '#ffffff',
  focus: '#0b57d0',
  alert: '#9c1c1c',
  'alert-surface': '#fdefee',
  'note-surface': '#e5f5ed',
  shadow: '0 1px 2px rgb(12 40 28 / 6%), 0 12px 32px rgb(12 40 28 / 7%)',
}

const DARK = {
  canvas: '#0c1310',
  surface: '#141d19',
  sunken: '#1b2621',
  line: '#2a3831',
  edge: '#80958a',
  ink: '#e9f2ed',
  soft: '#a9bab1',
  accent: '#74d8ae',
  'accent-strong': '#95e6c4',
  'on-accent': '#06251a',
  focus: '#9cc2ff',
  alert: '#ffb4ab',
  'alert-surface': '#3a1715',
  'note-surface': '#14301f',
  shadow: 'none',
}

const GREY_LIGHT = {
  canvas: '#f5f6f7',
  sunken: '#f2f4f5',
  line: '#dfe2e6',
  edge: '#737880',
  ink: '#191c20',
  soft: '#52575e',
  shadow: '0 1px 2px rgb(20 24 32 / 6%), 0 12px 32px rgb(20 24 32 / 7%)',
}

const GREY_DARK = {
  canvas: '#0f1113',
  surface: '#181b1e',
  sunken: '#202427',
  line: '#31363b',
  edge: '#898f96',
  ink: '#eceef0',
  soft: '#aeb4ba',
}

const NOTE_SHARE = { light: 0.1, dark: 0.18 }

export function paletteOf(colour?: string): Palette {
  return colour === undefined
    ? { light: LIGHT, dark: DARK }
    : {
        light: branded(colour, { ...LIGHT, ...GREY_LIGHT }, 'darker', NOTE_SHARE.light),
        dark: branded(colour, { ...DARK, ...GREY_DARK }, 'lighter', NOTE_SHARE.dark),
      }
}

function branded(
  colour: string,
  base: typeof LIGHT,
  towards: 'darker' | 'lighter',
  noteShare: number,
): typeof LIGHT {
  // Links stand on all three.
  const accent = readable(colour, [base.surface, base.sunken, base.canvas], towards)
  return {
    ...base,
    accent,
    'accent-strong': stronger(accent, towards),
    // Where the accent can be read on the surface, the surface can be read on the accent.
    'on-accent': base.surface,
    'note-surface': mixed(accent, noteShare, base.surface),
  }
}
