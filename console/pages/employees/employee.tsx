import { Alert, Stack } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useMe } from '../../api/me.ts'
import { useUser } from '../../api/users.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { EndSection } from './end-section.tsx'
import { KioskSection } from './kiosk-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { isSelf, whyFixed } from './rights.ts'
import { RolesSection } from './roles-section.tsx'
import { SignInSection } from './sign-in-section.tsx'
import { UserState } from './user-state.tsx'

export function Page() {
  const { id = '' } = useParams({ strict: false })
  const user = useUser(id)
  const me = useMe()
  const fixed = whyFixed(me, user)
  const isFixed = fixed !== undefined
  return (
    <>
      <PageHead
        title={user.name}
        lead={user.email}
        back={{ to: '/employees', title: 'Employees' }}
        badge={<UserState user={user} />}
      />
      <Stack gap="lg" key={user.id}>
        {isFixed ? (
          <Alert color="gray" variant="light" icon={<IconLock aria-hidden />}>
            {fixed}
          </Alert>
        ) : null}
        <ProfileSection user={user} isFixed={isFixed} />
        <RolesSection user={user} isFixed={isFixed} isSelf={isSelf(me, user)} />
        <KioskSection user={user} isFixed={isFixed} />
        <SignInSection user={user} isFixed={isFixed} isSelf={isSelf(me, user)} />
        {isFixed || isSelf(me, user) ? null : <EndSection user={user} />}
      </Stack>
    </>
  )
}
