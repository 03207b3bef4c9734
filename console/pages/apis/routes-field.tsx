import { Button, Group, Input } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Route } from '../../api/apis.ts'
import { EditRoute } from './edit-route.tsx'
import type { FieldsProps } from './fields.ts'
import { RouteList } from './route-list.tsx'

/** Which route is edited; one past the last is a new one. */
type Place = number | undefined

export function RoutesField({ wish, errors, set }: FieldsProps) {
  const { routes } = wish
  const [place, edit] = useState<Place>()
  const put = (route: Route): void => {
    if (place === undefined) return
    set({ routes: [...routes.slice(0, place), route, ...routes.slice(place + 1)] })
    edit(undefined)
  }
  return (
    <>
      <RouteList
        routes={routes}
        path={wish.path ?? '/'}
        acts={{
          edit,
          remove: (at) => set({ routes: routes.filter((_, one) => one !== at) }),
        }}
      />
      {errors.routes === undefined ? null : <Input.Error>{errors.routes}</Input.Error>}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => edit(routes.length)}
        >
          Add route
        </Button>
      </Group>
      <EditRoute
        api={wish}
        route={place === undefined ? undefined : (routes[place] ?? {})}
        onDone={put}
        onClose={() => edit(undefined)}
      />
    </>
  )
}
