/**
 * A colour per style, in their order, for light and for dark. They stay apart for people who see no
 * red, no green or no blue, and stand out from the surface; a test holds them to it.
 */
export const STYLE_COLOURS = {
  light: ['#1d49ae', '#ba3b08', '#01a4a2', '#11062c', '#c98500', '#7d1051'],
  dark: ['#5576c9', '#e1750e', '#5afce6', '#f08ffc', '#f3f775', '#979696'],
} as const

/** The custom property that holds the colour of the style at this place of the list. */
export function styleColour(at: number): string {
  return `var(--style-${(at % STYLE_COLOURS.light.length) + 1})`
}
