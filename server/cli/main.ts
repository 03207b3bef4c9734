import { readConfig } from '../config.ts'
import { start } from '../main.ts'

const config = await readConfig('dev', { flags: {}, env: process.env, file: undefined })
const running = await start(config)
process.stdout.write(running.greeting)
process.on('SIGTERM', () => {
  running.stop().then(() => process.exit(0))
})
process.on('SIGINT', () => {
  running.stop().then(() => process.exit(0))
})
