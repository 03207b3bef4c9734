import { Button, Group, Input } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Route } from '../../api/apis.ts'
import type { FieldsProps } from './fields.ts'
import { RouteList } from './route-list.tsx'

/** Its code comes with the first one that is opened. */
const EditRoute = lazy(async () => ({ default: (await import('./edit-route.tsx')).EditRoute }))

/** Which route is edited; one past the last is a new one. */
type Place = number | undefined

export function RoutesField({ wish, errors, set }: FieldsProps) {
  const { routes } = wish
  const [place, setPlace] = useState<Place>()
  const [isWanted, setWanted] = useState(false)
  const edit = (at: Place): void => {
    setPlace(at)
    setWanted(true)
  }
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
      {isWanted ? (
        <Suspense fallback={null}>
          <EditRoute
            api={wish}
            route={place === undefined ? undefined : (routes[place] ?? {})}
            onDone={put}
            onClose={() => edit(undefined)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
