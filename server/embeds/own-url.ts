/** Of an address that was checked when the operator set it. */
export function originOf(url: string): string {
  return new URL(url).origin
}
