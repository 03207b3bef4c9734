import { Navigate, useParams } from '@tanstack/react-router'
import { useClient } from '../../api/clients.ts'
import { useDialects } from '../../api/dialects.ts'
import { kindOf } from './kinds/index.ts'

/** Where a client is looked at follows from its style; who has only its id comes here first. */
export function Page() {
  const { id = '' } = useParams({ strict: false })
  const client = useClient(id)
  const dialect = useDialects().find(({ name }) => name === client.dialect)
  const { slug } = kindOf(dialect ?? { name: client.dialect, credential: 'client_secret' })
  return <Navigate to={`/${slug}/${client.id}`} replace />
}
