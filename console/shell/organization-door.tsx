import { later } from '../pieces/later.tsx'

/** Only operators need its code, so that it comes after the page. */
export const OrganizationDoor = later(
  async () => (await import('./organization-switch.tsx')).OrganizationSwitch,
)
