import { run } from './program.ts'

// Whoever reads our answer may stop in the middle (`| head`): that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const exitCode = await run(process.argv.slice(2))
// A server goes on until it is told to stop; everything else is over.
if (exitCode !== undefined) process.exitCode = exitCode
