import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, askAll, type CommonOptions, given, listPath, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { fields, table } from '../output.ts'

interface PlanOptions extends CommonOptions {
  readonly name?: string
  readonly organization?: string
  readonly search?: string
}

const NAME = ['--name <name>', 'what users call it'] as const

/** What users may manage as guests, and who may. */
export function fillPlan(group: Command): void {
  apiCommand<PlanOptions>(
    group,
    {
      usage: 'create',
      summary: 'add a plan',
      example: 'plan create --name "Choir"',
      options: [NAME, ['--organization <id>', 'whose it is; the first one when left out']],
    },
    (api, _, { name, organization }) => {
      const organization_id = wholeNumber('--organization', organization)
      return api.ask('POST', '/plans', given({ name, organization_id }))
    },
    showPlan,
  )
  apiCommand<PlanOptions>(
    group,
    {
      usage: 'list',
      summary: 'all plans, newest first',
      example: 'plan list --search choir',
      options: [['--search <text>', 'a part of the name']],
    },
    (api, _, { search: q }) => askAll(api, listPath('/plans', { q })),
    (answer) => table(['id', 'name', 'plan_key'], rowsOf(answer)),
  )
  apiCommand(
    group,
    { usage: 'show <id>', summary: 'one plan and its guests', example: 'plan show pln_3' },
    (api, [id = '']) => api.ask('GET', pathOf(id)),
    showPlan,
  )
  apiCommand<PlanOptions>(
    group,
    {
      usage: 'rename <id>',
      summary: 'give a plan another name',
      example: 'plan rename pln_3 --name "Band"',
      options: [NAME],
    },
    (api, [id = ''], { name }) => api.ask('PATCH', pathOf(id), given({ name })),
    showPlan,
  )
  apiCommand(
    group,
    {
      usage: 'delete <id>',
      summary: 'delete a plan; its key opens nothing from then on',
      example: 'plan delete pln_3',
    },
    async (api, [id = '']) => {
      await api.ask('DELETE', pathOf(id))
      return { id, deleted: true }
    },
    ({ id }) => `${id} is deleted.`,
  )
  apiCommand(
    group,
    {
      usage: 'add-guest <id> <user>',
      summary: 'let a user of the same organization manage a plan as a guest',
      example: 'plan add-guest pln_3 usr_8c1F…',
    },
    (api, [id = '', user = '']) => api.ask('PUT', guestOf(id, user)),
    showPlan,
  )
  apiCommand(
    group,
    {
      usage: 'remove-guest <id> <user>',
      summary: 'a user may not manage a plan as a guest any more',
      example: 'plan remove-guest pln_3 usr_8c1F…',
    },
    async (api, [id = '', user = '']) => {
      await api.ask('DELETE', guestOf(id, user))
      return { id, user, removed: true }
    },
    ({ id, user }) => `${user} is no guest of ${id} any more.`,
  )
}

function pathOf(id: string): string {
  return `/plans/${encodeURIComponent(id)}`
}

function guestOf(id: string, user: string): string {
  return `${pathOf(id)}/guests/${encodeURIComponent(user)}`
}

function showPlan({ guests, ...rest }: Json): string {
  const rows = Array.isArray(guests) ? (guests as readonly Json[]) : []
  const listed = rows.length === 0 ? '' : `\n\n${table(['id', 'name', 'email'], rows)}`
  return `${fields(rest)}${listed}`
}
