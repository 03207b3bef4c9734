import { Notifications } from '@mantine/notifications'

export function ToastPlace() {
  return <Notifications position="bottom-right" limit={4} containerWidth={400} />
}
