/** Where the command key does what Ctrl does elsewhere. */
export const SEARCH_KEYS = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'
