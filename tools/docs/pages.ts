import { cliPage } from './cli-page.ts'
import { configPage } from './config-page.ts'
import { errorsPage } from './errors-page.ts'
import { managementTypes } from './management-types.ts'
import { sdkPage } from './sdk-page.ts'

/** What is generated: a new page is a file beside this and one line here. */
export async function pages(): Promise<Readonly<Record<string, string>>> {
  return {
    'docs/config.md': await configPage(),
    'docs/guide/command-line.md': await cliPage(),
    'docs/errors.md': await errorsPage(),
    'docs/sdk.md': await sdkPage(),
    ...(await managementTypes()),
  }
}
