import { Card, SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import type { Overview } from '../../api/overview.ts'
import { shareWords } from '../../pieces/number-words.ts'
import classes from './overview.module.css'

interface TotalsProps {
  readonly totals: Overview['totals']
  readonly rangeWords: string
}

/** What one wants to know before anything else. */
export function Totals({ totals, rangeWords }: TotalsProps) {
  const asked = totals.granted + totals.refused
  const mayUnblock = useMay('blocks:read')
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: totals.blocks === null ? 5 : 6 }} spacing="sm">
      <Total title="Tokens issued" value={totals.granted} detail={`in ${rangeWords}`} />
      <Total
        title="Refused"
        value={totals.refused}
        detail={asked === 0 ? 'of no request' : `${shareWords(totals.refused, asked)} of requests`}
      />
      <Total title="Clients" value={totals.clients} detail="of all styles" />
      <Total title="Users" value={totals.users} detail="who can sign in" />
      <Total title="Grants alive" value={totals.live_families} detail="that can be refreshed" />
      {totals.blocks === null ? null : (
        <Total
          title="Blocked"
          value={totals.blocks}
          detail={totals.blocks === 0 ? 'nobody, for now' : 'for too many wrong tries'}
          to={mayUnblock ? '/blocks' : undefined}
        />
      )}
    </SimpleGrid>
  )
}

interface TotalProps {
  readonly title: string
  readonly value: number
  readonly detail: string
  readonly to?: string | undefined
}

function Total({ title, value, detail, to }: TotalProps) {
  return (
    <Card padding="md" className={classes.total}>
      <Text size="sm" c="dimmed" fw={600}>
        {to === undefined ? (
          title
        ) : (
          <Link to={to} className={classes.cover}>
            {title}
          </Link>
        )}
      </Text>
      <Text className={classes.figure}>{value.toLocaleString()}</Text>
      <Text size="sm" c="dimmed">
        {detail}
      </Text>
    </Card>
  )
}
