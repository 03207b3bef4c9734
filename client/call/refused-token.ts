/** The vendors' own sentence, which some of their APIs send with 403. */
const EXPIRED = 'The access token is invalid or has expired'
const LOOK_BYTES_MAX = 16 * 1024

/** Whether an answer says that the token is no good (any more), rather than the request. */
export async function isRefusedToken(response: Response): Promise<boolean> {
  if (response.status === 401) return true
  if (response.status !== 403 || !isText(response)) return false
  // The copy is read and not the answer, which belongs to the caller.
  return (await beginningOf(response.clone())).includes(EXPIRED)
}

function isText(response: Response): boolean {
  return /json|text\/(?!event-stream)/i.test(response.headers.get('content-type') ?? '')
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  try {
    while (text.length < LOOK_BYTES_MAX && !text.includes(EXPIRED)) {
      const { done, value } = await reader.read()
      if (done) return text
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    // Broken off: whoever reads the answer itself learns of it.
  }
  reader.cancel().catch(() => {})
  return text
}
