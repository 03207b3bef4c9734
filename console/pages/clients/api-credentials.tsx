import { PageHead } from '../../pieces/page-head.tsx'

export function Page() {
  return <PageHead title="API Credentials" lead="For software that signs in as itself." />
}
