// Colours of one hue that can be read: whatever the operator chose, text in it and on it has the
// contrast that WCAG 2.2 §1.4.3 asks for (4.5), in light and in dark.

export const CONTRAST_MIN = 4.5
const HOVER = 0.07
const STEP = 0.005

type Channels = readonly [number, number, number]

/** `#1f6feb` or `#17e`. */
export const HEX_COLOUR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = channelsOf(colour).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as unknown as Channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The nearest colour of the same hue that can be read on each of the backgrounds. */
export function readable(
  colour: string,
  backgrounds: readonly string[],
  towards: 'darker' | 'lighter',
): string {
  const { hue, saturation, lightness } = hslOf(colour)
  const step = towards === 'darker' ? -STEP : STEP
  for (let now = lightness; now >= 0 && now <= 1; now += step) {
    const tried = hexOf(hue, saturation, now)
    if (backgrounds.every((each) => contrast(tried, each) >= CONTRAST_MIN)) return tried
  }
  return towards === 'darker' ? '#000000' : '#ffffff'
}

/** A little more of the same, for what the pointer is over. */
export function stronger(colour: string, towards: 'darker' | 'lighter'): string {
  const { hue, saturation, lightness } = hslOf(colour)
  const moved = lightness + (towards === 'darker' ? -HOVER : HOVER)
  return hexOf(hue, saturation, Math.min(1, Math.max(0, moved)))
}

/** As much of one colour in another. */
export function mixed(colour: string, share: number, base: string): string {
  const from = channelsOf(base)
  const parts = channelsOf(colour).map((part, at) => part * share + (from[at] ?? 0) * (1 - share))
  return `#${parts.map(hexPart).join('')}`
}

function channelsOf(colour: string): Channels {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
  const part = (at: number) => Number.parseInt(long.slice(at, at + 2), 16) / 255
  return [part(1), part(3), part(5)]
}

function hslOf(colour: string): { hue: number; saturation: number; lightness: number } {
  const channels = channelsOf(colour)
  const [red, green, blue] = channels
  const [most, least] = [Math.max(...channels), Math.min(...channels)]
  const [spread, lightness] = [most - least, (most + least) / 2]
  if (spread === 0) return { hue: 0, saturation: 0, lightness }
  const saturation = spread / (1 - Math.abs(2 * lightness - 1))
  const sixth =
    most === red
      ? ((green - blue) / spread + 6) % 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4
  return { hue: sixth * 60, saturation, lightness }
}

function hexOf(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number): number => {
    const at = (offset + hue / 30) % 12
    return lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))
  }
  return `#${[0, 8, 4].map((offset) => hexPart(channel(offset))).join('')}`
}

function hexPart(part: number): string {
  const byte = Math.round(Math.min(1, Math.max(0, part)) * 255)
  return byte.toString(16).padStart(2, '0')
}
