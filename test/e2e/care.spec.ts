import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Workbench } from './workbench.ts';
import { goTo, trainFor } from './steps.ts';

const notes = 'x1,x2\n'.repeat(50);

function commandLine(workbench: Workbench, ...args: string[]): void {
  execFileSync(process.execPath, ['out/main/cli.js', ...args, '--store', workbench.storeFile], {
    stdio: 'ignore',
  });
}

function filesBeside({ storeFile }: Workbench): string[] {
  const { dir, name } = path.parse(storeFile);
  return readdirSync(dir).filter((file) => file.startsWith(name));
}

test('a store that was overwritten is named; restoring its backup brings the runs back, and the file is kept', async ({
  workbench,
}) => {
  commandLine(workbench, 'train', '--data', 'iris', '--epochs', '2', '--name', 'flowers');
  commandLine(workbench, 'doctor', '--backup');
  writeFileSync(workbench.storeFile, notes);
  const page = await workbench.open();
  await expect(page.getByRole('heading', { name: 'The store could not be opened' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(`${workbench.storeFile} is not a Layerbench store`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.getByRole('button', { name: 'Restore this backup' }).click();
  await goTo(page, 'Runs');
  await expect(page.getByRole('row', { name: /flowers/ })).toContainText('Finished');
  const aside = filesBeside(workbench).find((name) => name.includes('.unreadable-')) ?? '';
  expect(readFileSync(path.join(path.dirname(workbench.storeFile), aside), 'utf8')).toBe(notes);
  await trainFor(page, 2);
});

test('the workbench starts beside a file that is no store, trains there, and leaves the file as it is', async ({
  workbench,
}) => {
  writeFileSync(workbench.storeFile, notes);
  let page = await workbench.open();
  await expect(page.getByText('No backup lies beside this file.')).toBeVisible();
  await page.getByRole('button', { name: 'Start with an empty store' }).click();
  await trainFor(page, 2);
  expect(readFileSync(workbench.storeFile, 'utf8')).toBe(notes);

  page = await workbench.open();
  await page.getByRole('button', { name: 'Open the store beside it' }).click();
  await goTo(page, 'Runs');
  await expect(page.getByRole('row').filter({ hasText: 'Finished' })).toHaveCount(1);
});

test('the file is backed up and checked from the window, and a backup takes the place of what came after it', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await trainFor(page, 2);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('backup');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Store' });
  await expect(dialog).toContainText(workbench.storeFile);
  await dialog.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText(/Backed up: store.sqlite.backup-/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Check everything' }).click();
  await expect(dialog.getByText('Nothing is damaged.')).toBeVisible();
  await page.keyboard.press('Escape');
  await trainFor(page, 3);

  await page.getByRole('contentinfo').getByRole('button', { name: 'Store' }).click();
  await dialog.getByRole('button', { name: /^Restore/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore this backup' }).click();
  await expect(dialog).toHaveCount(0);
  await goTo(page, 'Runs');
  await expect(page.getByRole('row').filter({ hasText: 'Finished' })).toHaveCount(1);
  expect(filesBeside(workbench).some((name) => name.includes('.replaced-'))).toBe(true);
});
