import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ensureBrowser } from './ensure-browser.ts';
import { launchBrowser } from './launch-browser.ts';
import { openWeb } from './open-web.ts';

/**
 * Photographs every place of the built workbench, in both themes, both languages and two sizes, into
 * `test-results/pictures`, and the one of the README into `resources/pictures`. For looking at, not for comparing.
 */
const folder = path.resolve('test-results/pictures');
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

const store = await mkdtemp(path.join(tmpdir(), 'layerbench-pictures-'));
const browser = await launchBrowser(ensureBrowser());
const opened = await openWeb(browser, path.join(store, 'store.sqlite'), sizes[0] ?? null);
try {
  await mkdir(folder, { recursive: true });
  await mkdir('resources/pictures', { recursive: true });
  await photograph(opened.page);
} finally {
  await opened.close();
  await browser.close();
  await rm(store, { recursive: true, force: true });
}

async function photograph(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train this network' }).waitFor();
  await everyWay(page, 'design');
  await photographData(page);
  await go(page, '#/train');
  await everyWay(page, 'train-empty');
  await go(page, '#/runs');
  await everyWay(page, 'runs-empty');
  await train(page);
  await everyWay(page, 'train');
  await setTheme(page, 'light');
  await page.screenshot({ path: 'resources/pictures/train.png', animations: 'disabled' });
  await train(page);
  await go(page, '#/runs');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('heading', { name: /Curves of 2/ }).waitFor();
  await everyWay(page, 'runs');
  await page.getByRole('row').nth(1).dblclick();
  await everyWay(page, 'run');
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await go(page, '#/runs/trash');
  await everyWay(page, 'trash');
}

async function photographData(page: Page): Promise<void> {
  await go(page, '#/data');
  for (const tab of ['Options', 'Quality']) await photographTab(page, tab, 'data');
  await page.getByRole('button', { name: /^Digits/ }).click();
  for (const tab of ['Table', 'Columns', 'Scatter', 'Examples']) await photographTab(page, tab, 'digits');
  await page.getByRole('button', { name: 'Draw points' }).click();
  await everyWay(page, 'data-draw');
}

async function photographTab(page: Page, tab: string, name: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  await page.waitForLoadState('networkidle');
  await everyWay(page, `${name}-${tab.toLowerCase()}`);
}

async function train(page: Page): Promise<void> {
  await go(page, '#/train');
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Open the saved run' }).waitFor();
  // The surface of the final parameters is asked for once the run has ended.
  await page.waitForLoadState('networkidle');
}

async function everyWay(page: Page, name: string): Promise<void> {
  for (const language of ['en', 'ko']) {
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        await page.screenshot({
          path: path.join(folder, `${name}-${language}-${theme}-${size.width}.png`),
          animations: 'disabled',
        });
      }
    }
    await page.getByRole('button', { name: language === 'en' ? '한국어로 보기' : 'View in English' }).click();
  }
  await page.setViewportSize(sizes[0] ?? { width: 1280, height: 800 });
}

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => (location.hash = to), hash);
}
