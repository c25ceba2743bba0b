import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { expect, test } from './workbench.ts';
import { saveRuns } from './save-runs.ts';
import { goTo } from './steps.ts';

function cli(storeFile: string, ...args: string[]): string {
  return execFileSync(process.execPath, ['out/main/cli.js', ...args, '--store', storeFile], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
}

async function openRuns(page: Page): Promise<void> {
  await goTo(page, 'Runs');
  await page.getByRole('grid', { name: 'Saved runs' }).focus();
}

const row = (page: Page, name: string) => page.getByRole('row', { name });

test('runs are thrown away with one key and come back by the notice and by Ctrl+Z', async ({ workbench }) => {
  saveRuns(workbench.storeFile, 'first', 'second', 'third');
  const page = await workbench.open();
  await openRuns(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await expect(row(page, 'third')).toHaveCount(0);
  await expect(page.getByText('third is in the trash.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'third')).toBeVisible();

  await page.getByRole('grid', { name: 'Saved runs' }).focus();
  for (const key of ['Home', 'Space', 'ArrowDown', 'Space', 'Delete']) await page.keyboard.press(key);
  await expect(page.getByText('2 runs are in the trash.')).toBeVisible();
  await expect(page.getByText('1 saved')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('3 saved')).toBeVisible();
  await expect(page.getByText('2 runs are in the trash.')).toHaveCount(0);
});

test('from the trash one run is restored and the others deleted for good, by keyboard alone', async ({
  workbench,
}) => {
  saveRuns(workbench.storeFile, 'first', 'second', 'third');
  const page = await workbench.open();
  await openRuns(page);
  for (const key of ['Home', 'Space', 'ArrowDown', 'Space', 'ArrowDown', 'Space', 'Delete'])
    await page.keyboard.press(key);
  await expect(page.getByText('Every training is kept here')).toBeVisible();

  await page.getByRole('button', { name: 'Open the trash' }).press('Enter');
  await page.getByRole('grid', { name: 'Runs in the trash' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^2 in the trash, about \d/)).toBeVisible();

  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog', { name: 'Delete 2 runs for good?' })).toContainText(/about \d/);
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^2 in the trash/)).toBeVisible();
  await page.keyboard.press('Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).press('Enter');
  await expect(page.getByText(/^2 runs deleted; \d.* given back to the disk\.$/)).toBeVisible();
  await expect(page.getByText('The trash is empty')).toBeVisible();

  await page.getByRole('button', { name: 'All runs' }).click();
  await expect(page.getByText('1 saved')).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 saved')).toBeVisible();
});

test('a run that is opened is thrown away, and the whole trash is emptied at once', async ({ workbench }) => {
  saveRuns(workbench.storeFile, 'only');
  const page = await workbench.open();
  await openRuns(page);
  await page.getByRole('button', { name: 'only', exact: true }).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await expect(page.getByText('Every training is kept here')).toBeVisible();
  await page.getByRole('button', { name: 'Open the trash' }).click();
  await page.getByRole('button', { name: 'Empty the trash' }).click();
  await page
    .getByRole('dialog', { name: 'Delete only for good?' })
    .getByRole('button', { name: 'Delete for good' })
    .click();
  await expect(page.getByText(/^1 run deleted; .* given back to the disk\.$/)).toBeVisible();
});

test('a run that still trains is not thrown away, and the notice says what to do', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Train');
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('100000');
  await page.getByRole('button', { name: 'Start training' }).click();
  await openRuns(page);
  await page.keyboard.press('Delete');
  await expect(page.getByText(/Stop it first; then it can be thrown away\./)).toBeVisible();
  await expect(page.getByText('1 saved')).toBeVisible();
});

test('what another program throws away and empties is seen in the open window', async ({ workbench }) => {
  saveRuns(workbench.storeFile, 'first', 'second');
  const page = await workbench.open();
  await openRuns(page);
  cli(workbench.storeFile, 'trash', 'first');
  await expect(page.getByText('1 saved')).toBeVisible();
  await page.getByRole('button', { name: 'Open the trash' }).click();
  await expect(row(page, 'first')).toBeVisible();
  expect(cli(workbench.storeFile, 'trash', '--empty')).toMatch(/^1 run deleted; .* given back to the disk/);
  await expect(page.getByText('The trash is empty')).toBeVisible();
});
