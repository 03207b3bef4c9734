/** Whether the same request can be sent a second time: a stream is gone once it was sent. */
export function isReplayable(input: string | URL | Request, init: RequestInit): boolean {
  const { body } = init
  if (body === undefined || body === null) return !(input instanceof Request && input.body !== null)
  return (
    typeof body === 'string' ||
    body instanceof URLSearchParams ||
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  )
}
