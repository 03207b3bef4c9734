// Loaded into every test file's process: one that does not end is ended, by name, while there is
// time to say so. What still waits would otherwise hold up the whole run.
import { argv, env, exit } from 'node:process'

/** The longest take a minute beside four others on two cores, and five on a busy machine. */
const FILE_MS_MAX = 420_000

if (env.NODE_TEST_CONTEXT !== undefined) {
  setTimeout(() => {
    console.error(`${argv[1]} did not end within ${FILE_MS_MAX / 1_000} s`)
    exit(1)
  }, FILE_MS_MAX).unref()
}
