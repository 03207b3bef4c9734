import type { Core } from '../core.ts'

export const DEMO_ORGANIZATION = 10_000
export const FOREIGN_ORGANIZATION = 10_001

/** Where `examples/embed-site` is served; other sites are let in by the operator. */
const SAMPLE_SITE = ['http://localhost:4010', 'http://127.0.0.1:4010']

/** What the built-in resources have to show: two organizations, agents, locations, availability. */
export async function furnish({ store, clock }: Core): Promise<void> {
  if ((await store.facts.load('demo furnished')) !== undefined) return
  const at = clock.now()
  await store.transaction(async (records) => {
    await records.organizations.add(DEMO_ORGANIZATION, 'Demo Company', at)
    await records.organizations.add(FOREIGN_ORGANIZATION, 'Another Company', at)
    await records.agents.add({
      id: 1,
      organizationId: DEMO_ORGANIZATION,
      name: 'Front desk',
      createdAt: at,
      allowedOrigins: SAMPLE_SITE,
    })
    await records.agents.add({
      id: 2,
      organizationId: FOREIGN_ORGANIZATION,
      name: 'Night shift',
      createdAt: at,
    })
    await records.locations.add({
      ...PLACE,
      name: 'Headquarters',
      capacityLimit: 120,
      createdAt: at,
      updatedAt: at,
      address: {
        line1: '1 Market Street',
        city: 'San Francisco',
        state: 'CA',
        postalCode: '94105',
        country: 'US',
      },
    })
    await records.locations.add({
      ...PLACE,
      name: 'Harbour office',
      locale: 'de',
      timezone: 'Europe/Berlin',
      capacityLimit: undefined,
      createdAt: at,
      updatedAt: at,
      address: {
        line1: 'Am Sandtorkai 5',
        city: 'Hamburg',
        state: 'HH',
        postalCode: '20457',
        country: 'DE',
      },
    })
    for (const [skill, ready] of [
      ['Service', 10],
      ['Sales', 4],
      ['Support', 7],
    ] as const) {
      const counts = { ready, away: 3, extendedAway: 0, loggedOut: 1 }
      await records.availability.put(DEMO_ORGANIZATION, skill, counts)
    }
    await records.facts.put('demo furnished', 'yes')
  })
}

const PLACE = {
  organizationId: DEMO_ORGANIZATION,
  isEnabled: true,
  locale: 'en',
  timezone: 'America/Los_Angeles',
}
