import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, test as base, chromium, expect, type Browser, type Page } from '@playwright/test';
import { findElectron } from '#main/hosts/launch/find-electron.mjs';

/** The workbench on a store of its own, opened and closed as a person would. */
export interface Workbench {
  /** Opens the workbench anew; what was there before is closed. */
  open(): Promise<Page>;
  close(): Promise<void>;
  storeFile: string;
}

interface Opened {
  page: Page;
  close(): Promise<void>;
}

export const test = base.extend<{ workbench: Workbench }>({
  workbench: async ({ viewport }, use, testInfo) => {
    const isElectron = testInfo.project.name === 'electron';
    test.skip(isElectron && findElectron() === null, "Electron's program is not on this machine");
    const folder = await mkdtemp(path.join(tmpdir(), 'layerbench-e2e-'));
    const storeFile = path.join(folder, 'store.sqlite');
    const faults: string[] = [];
    let opened: Opened | null = null;
    const close = async () => {
      await opened?.close();
      opened = null;
    };
    await use({
      storeFile,
      close,
      async open() {
        await close();
        opened = isElectron ? await openDesktop(storeFile) : await openWeb(storeFile, viewport);
        collectFaults(opened.page, faults);
        return opened.page;
      },
    });
    await close();
    await rm(folder, { recursive: true, force: true });
    expect(faults, 'errors in the console, or what the content security policy refused').toEqual([]);
  },
});
export { expect };

async function openWeb(storeFile: string, viewport: { width: number; height: number } | null): Promise<Opened> {
  const server = spawn(
    process.execPath,
    ['src-main/hosts/cli/bin.mjs', 'serve', '--json', '--store', storeFile],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    server.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
  const { url } = JSON.parse(line) as { url: string };
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(url);
  return {
    page,
    async close() {
      await context.close();
      await browser.close();
      server.kill('SIGTERM');
      await exited;
    },
  };
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['LAYERBENCH_TEST_BROWSER'];
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

async function openDesktop(storeFile: string): Promise<Opened> {
  const desktop = await _electron.launch({
    executablePath: findElectron() ?? '',
    args: ['.', '--lang=en-US'],
    env: { ...process.env, LAYERBENCH_STORE: storeFile } as Record<string, string>,
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
