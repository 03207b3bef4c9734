// The few ways in which this page makes elements. Texts are set as texts: nothing that a
// participant has typed is ever read as markup.

type Child = Node | string | undefined
type Attributes = Readonly<Record<string, string | boolean | undefined>>

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.filter((child) => child !== undefined))
  return element
}

export function button(
  attributes: Attributes,
  onClick: () => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, ...children)
  made.addEventListener('click', onClick)
  return made
}

const SVG = 'http://www.w3.org/2000/svg'

/** A picture drawn with one line, in the colour of the words around it. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  for (const [name, value] of Object.entries({
    viewBox: '0 0 24 24',
    width: '22',
    height: '22',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.8',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, value)
  }
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

export const ICONS = {
  microphone:
    'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM5 11v1a7 7 0 0 0 14 0v-1M12 19v3',
  microphoneOff:
    'M3 3l18 18M9 9v3a3 3 0 0 0 5 2M15 10V6a3 3 0 0 0-6-1M5 11a7 7 0 0 0 12 5M19 11v1M12 18v4',
  camera:
    'M3 7h11a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM15 11l6-4v10l-6-4',
  cameraOff:
    'M3 3l18 18M15 16a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h2M9 7h5a1 1 0 0 1 1 1v3l6-4v9',
  screen: 'M3 4h18v12H3zM8 20h8M12 16v4M12 13V8M9.5 10L12 7.5 14.5 10',
  chat: 'M4 5h16v11H9l-5 4z',
  leave: 'M3 14c5-5 13-5 18 0l-3 3-4-2v-3h-4v3l-4 2z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  out: 'M18 6L6 18M6 6l12 12',
} as const
