import { createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core'
import classes from './theme.module.css'

export const MINT = '#0b7a56'
const RED = '#c0281f'

/** How much white (above 0) or black (below) each of the ten shades takes. */
const MIXES = [0.94, 0.86, 0.72, 0.55, 0.38, 0.16, 0, -0.1, -0.24, -0.4]

export function shadesOf(colour: string): MantineColorsTuple {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const shades = MIXES.map((mix) => {
    const mixed = parts.map((part) => Math.round(part + (mix < 0 ? part : 255 - part) * mix))
    return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`
  })
  return shades as unknown as MantineColorsTuple
}

/** The kit's greys of the dark scheme with a little of our green in them, from text to shadow. */
const DARK: MantineColorsTuple = [
  '#d5e0da',
  '#b9c8c0',
  '#a7b7af',
  '#7b8d84',
  '#3b4b44',
  '#2a3732',
  '#1c2622',
  '#151d1a',
  '#111816',
  '#0d1311',
]

/** What lies over the page for a while. */
const LAID_OVER = {
  overlayProps: { backgroundOpacity: 0.5, blur: 2 },
  closeButtonProps: { 'aria-label': 'Close' },
  // Only the page itself has a banner.
  attributes: { header: { role: 'presentation' } },
}

export function themeWith(colour: string): MantineThemeOverride {
  return createTheme({
    primaryColor: 'brand',
    // The same in both schemes: the kit chooses black or white text by the shade of the light one.
    primaryShade: 6,
    autoContrast: true,
    // Where black and white text are equally readable, at 4.6 to 1 (WCAG 2.2 §1.4.3).
    luminanceThreshold: 0.179,
    colors: {
      dark: DARK,
      red: shadesOf(RED),
      brand: shadesOf(/^#[\da-f]{6}$/i.test(colour) ? colour : MINT),
    },
    defaultRadius: 'md',
    cursorType: 'pointer',
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    fontFamilyMonospace:
      'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
    headings: { fontWeight: '650', textWrap: 'balance' },
    respectReducedMotion: true,
    // As plain objects: what is named by its component comes with every page, needed or not.
    components: {
      Button: { classNames: { root: classes.button } },
      Modal: {
        defaultProps: { centered: true, ...LAID_OVER },
        classNames: { title: classes.modalTitle },
      },
      Drawer: { defaultProps: LAID_OVER, classNames: { title: classes.modalTitle } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Put away' } } },
      Paper: { defaultProps: { withBorder: true } },
      Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
    },
  })
}
