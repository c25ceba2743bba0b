import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { openWeb } from './open-web.ts';
import { goTo, trainFor } from './steps.ts';
import { expect, test } from './workbench.ts';

/** Exports the first run of the list from its own page, as a person does. @returns the file */
async function exportFirst(page: Page, folder: string): Promise<string> {
  await goTo(page, 'Runs');
  await page.getByRole('row').nth(1).dblclick();
  await page.getByRole('button', { name: 'Export …' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/^About \d/)).toBeVisible();
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^spirals 2-32-32-1\.layerbench$/);
  const file = path.join(folder, 'a.layerbench');
  await download.saveAs(file);
  await expect(page.getByText(/\.layerbench is written/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  return file;
}

/** Drops a file onto the window. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  // Before it is there nothing takes the file.
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
  const data = await page.evaluateHandle(
    ({ name, text }) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
      return transfer;
    },
    { name, text: bytes.toString('base64') },
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('a run is exported, shown in another workbench before it is kept, and kept', async ({
  workbench,
  viewport,
  getBrowser,
}) => {
  // Two workbenches.
  test.slow();
  const folder = path.dirname(workbench.storeFile);
  const page = await workbench.open();
  await trainFor(page, 3);
  const file = await exportFirst(page, folder);
  const other = await openWeb(await getBrowser(), path.join(folder, 'other.sqlite'), viewport);
  try {
    await drop(other.page, 'a.layerbench', await readFile(file));
    const dialog = other.page.getByRole('dialog');
    await expect(dialog.getByText('spirals 2-32-32-1')).toBeVisible();
    await expect(dialog.getByText('New', { exact: true })).toBeVisible();
    const { violations } = await new AxeBuilder({ page: other.page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await expect(other.page.getByText('spirals 2-32-32-1 was imported.')).toBeVisible();
    await other.page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(other.page.getByRole('heading', { name: 'Runs' })).toBeVisible();
    await expect(other.page.getByText('Finished').first()).toBeVisible();
  } finally {
    await other.close();
  }
});

test('a bundle that is known is said to be, and one that was changed is refused', async ({ workbench }) => {
  const folder = path.dirname(workbench.storeFile);
  const page = await workbench.open();
  await trainFor(page, 3);
  const bytes = await readFile(await exportFirst(page, folder));
  await drop(page, 'again.layerbench', bytes);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Known', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  const changed = Buffer.from(bytes);
  changed[2000] = (changed[2000] ?? 0) ^ 1;
  await drop(page, 'changed.layerbench', changed);
  await expect(page.getByText(/changed\.layerbench.*Nothing was changed/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await writeFile(path.join(folder, 'text.layerbench'), 'no bundle');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Import a bundle');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(path.join(folder, 'text.layerbench'));
  await expect(page.getByText('text.layerbench is not a Layerbench bundle')).toBeVisible();
});

test('several selected runs are exported together, without their checkpoints', async ({ workbench }) => {
  const page = await workbench.open();
  await trainFor(page, 2);
  await trainFor(page, 3);
  await goTo(page, 'Runs');
  for (const box of await page.getByRole('row').getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Export …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 2 runs' });
  const about = dialog.getByText(/^About/);
  const whole = await about.textContent();
  await dialog.getByRole('switch', { name: 'Checkpoints' }).click();
  await expect(about).not.toHaveText(whole ?? '');
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).click();
  expect((await coming).suggestedFilename()).toBe('2 runs.layerbench');
});
