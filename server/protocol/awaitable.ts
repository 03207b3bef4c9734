/** A value now or later: SQLite answers at once, PostgreSQL after a round trip. */
export type Awaitable<T> = T | Promise<T>
