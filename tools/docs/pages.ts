import { cliPage } from './cli-page.ts'
import { configPage } from './config-page.ts'
import { errorsPage } from './errors-page.ts'
import { sdkPage } from './sdk-page.ts'

/** The generated pages: a new one is a file beside this and one line here. */
export const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/config.md': configPage,
  'docs/guide/command-line.md': cliPage,
  'docs/errors.md': errorsPage,
  'docs/sdk.md': sdkPage,
}
