import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, expect, type Browser, type Page } from '@playwright/test';
import { findElectron } from '#main/hosts/launch/find-electron.mjs';
import { launchBrowser } from './launch-browser.ts';
import { openWeb, type Opened } from './open-web.ts';

/** The workbench on a store of its own, opened and closed as a person would. */
export interface Workbench {
  /** Opens the workbench anew; what was there before is closed. */
  open(): Promise<Page>;
  storeFile: string;
}

/** The browser of this worker, which starts when the first spec asks for it; each spec has a context of its own. */
type GetBrowser = () => Promise<Browser>;

export const test = base.extend<{ workbench: Workbench }, { getBrowser: GetBrowser }>({
  getBrowser: [
    async ({ playwright: _ }, use) => {
      let browser: Promise<Browser> | null = null;
      await use(() => (browser ??= launchBrowser()));
      await (await (browser as Promise<Browser> | null))?.close();
    },
    { scope: 'worker' },
  ],
  workbench: async ({ viewport, getBrowser }, use, testInfo) => {
    const isElectron = testInfo.project.name === 'electron';
    test.skip(isElectron && findElectron() === null, "Electron's program is not on this machine");
    const folder = await mkdtemp(path.join(tmpdir(), 'layerbench-e2e-'));
    const storeFile = path.join(folder, 'store.sqlite');
    const faults: string[] = [];
    let opened: Opened | null = null;
    await use({
      storeFile,
      async open() {
        await opened?.close();
        opened = isElectron
          ? await openDesktop(storeFile)
          : await openWeb(await getBrowser(), storeFile, viewport);
        collectFaults(opened.page, faults);
        return opened.page;
      },
    });
    await (opened as Opened | null)?.close();
    await rm(folder, { recursive: true, force: true });
    expect(faults, 'errors in the console, or what the content security policy refused').toEqual([]);
  },
});
export { expect };

async function openDesktop(storeFile: string): Promise<Opened> {
  const desktop = await _electron.launch({
    executablePath: findElectron() ?? '',
    args: ['.', '--lang=en-US'],
    env: { ...process.env, LAYERBENCH_STORE: storeFile },
  });
  const page = await desktop.firstWindow();
  return { page, close: () => desktop.close() };
}

function collectFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
}
