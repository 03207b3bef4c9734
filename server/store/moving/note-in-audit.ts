import type { Db } from './place.ts'

/** What was done to a whole store stands in its record of decisions like everything else. */
export async function noteInAudit(
  db: Db,
  action: string,
  detail: string,
  at: number,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      first_at: at,
      last_at: at,
      count: 1,
      action,
      outcome: 'granted',
      dialect: null,
      client_row: null,
      user_id: null,
      family_id: null,
      credential_id: null,
      ip: null,
      request_id: null,
      scope: null,
      detail,
    })
    .execute()
}
