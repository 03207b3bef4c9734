import type { LaunchOptions } from 'playwright-core'
import { chromiumBinary } from './binary.ts'

/** Names where the browser is that all files of a run share. */
export const SHARED_BROWSER = 'MINTMARK_TEST_BROWSER'

const HERE = ['127.0.0.1', 'localhost', '*.localhost']

export async function launchOptions(): Promise<LaunchOptions> {
  const { path, env } = await chromiumBinary()
  return {
    executablePath: path,
    // As root, in containers and on runners there is no sandbox to be had. It opens our pages only.
    chromiumSandbox: false,
    // Nothing resolves but this machine, so that no request goes out, seen or not.
    args: [
      '--disable-gpu',
      // A camera that shows a clock and a microphone that beeps, which nobody is asked about.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--auto-select-desktop-capture-source=Entire screen',
      // Browsers on one machine find each other by its addresses; nothing else resolves here.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      `--host-resolver-rules=MAP * ~NOTFOUND, ${HERE.map((host) => `EXCLUDE ${host}`)}`,
    ],
    env: { ...process.env, ...env },
  }
}
