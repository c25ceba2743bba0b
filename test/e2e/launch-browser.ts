import { chromium, type Browser } from '@playwright/test';

/** The browser that the setup has found, or another; it opens no connection of its own. */
export function launchBrowser(
  executablePath: string | undefined = process.env['LAYERBENCH_TEST_BROWSER'],
): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      // Chromium's own sandbox does not start as root, which containers often are.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
