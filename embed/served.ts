// The file that a mint serves as /embed/mintmark-embed.js, for a plain `<script src>`. Elements
// that name no mint belong to the one that it came from.
import { defineMintmarkAgent, MintmarkAgent } from './index.ts'

const PLACE = /\/embed\/mintmark-embed\.js$/

const script = document.currentScript
if (script instanceof HTMLScriptElement) {
  const { origin, pathname } = new URL(script.src, document.baseURI)
  if (PLACE.test(pathname)) MintmarkAgent.defaultBaseUrl = origin + pathname.replace(PLACE, '')
}
defineMintmarkAgent()
