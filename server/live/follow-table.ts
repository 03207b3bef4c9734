import type { NoticeBoard } from '../store/notice-board.ts'
import type { NoticeKind } from '../store/notices.ts'

const RETRY_MS = 250

interface Table<Rows> {
  readonly board: NoticeBoard
  readonly kind: NoticeKind
  read(): Promise<Rows>
  apply(rows: Rows): void
  onError(cause: unknown): void
}

/**
 * Keeps what was read of a table current: it is read when a notice of this kind comes, and again
 * until that succeeds, or a node would go on with what was changed. Answers how to read it now.
 */
export function followTable<Rows>(table: Table<Rows>): () => Promise<void> {
  const { board, kind } = table
  // Of reads that overtake each other the one that was begun last counts.
  let begun = 0
  let done = 0
  const load = async (): Promise<void> => {
    begun += 1
    const turn = begun
    const rows = await table.read()
    if (turn < done) return
    done = turn
    table.apply(rows)
  }
  let retry: NodeJS.Timeout | undefined
  const reload = async (): Promise<void> => {
    clearTimeout(retry)
    await load().catch((cause) => {
      table.onError(cause)
      retry = setTimeout(reload, RETRY_MS).unref()
    })
  }
  board.onNotice((notice) => {
    if (notice.topic === 'changed' && notice.kind === kind) void reload()
  })
  board.onReset(() => void reload())
  return load
}
