/**
 * The nonce of this very answer. Browsers hide the attribute and show the property to scripts only,
 * so that no stylesheet can read it.
 */
const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')

export const styleNonce = meta?.nonce ?? ''

// What keeps the page behind a dialog from scrolling asks for the nonce by this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce })
