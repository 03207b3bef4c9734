/** Where a guest enters a room. Whoever has the link may. */
export function guestLinkOf(baseUrl: string, guestCode: string): string {
  return `${baseUrl}/guest/${guestCode}`
}
