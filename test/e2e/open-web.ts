import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Browser, Page } from '@playwright/test';

export interface Opened {
  page: Page;
  close(): Promise<void>;
}

export interface Viewport {
  width: number;
  height: number;
}

/** Serves the built workbench on a store and opens it in a browser, as `layerbench serve --open` does. */
export async function openWeb(
  browser: Browser,
  storeFile: string,
  viewport: Viewport | null,
): Promise<Opened> {
  const server = spawn(process.execPath, ['out/main/cli.js', 'serve', '--json', '--store', storeFile], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    server.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
  const { url } = JSON.parse(line) as { url: string };
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(url);
  return {
    page,
    async close() {
      await context.close();
      server.kill('SIGTERM');
      await exited;
    },
  };
}
