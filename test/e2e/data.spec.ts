import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './workbench.ts';
import { goTo, statusOf } from './steps.ts';

const flowers = [
  'site,length,width,kind',
  ...Array.from({ length: 60 }, (_, row) => `s${row % 9},${row % 7},${row % 5},${row % 2 ? 'a' : 'b'}`),
];

async function importFile(page: Page, name: string, lines: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a table' }).click();
  const buffer = Buffer.from(lines.join('\n'));
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer });
}

test('a table is looked at, a type and a column corrected, kept, put on the bench and trained', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await importFile(page, 'flowers.csv', [...flowers.slice(0, 30), 's1,long,3,a', ...flowers.slice(30)]);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('CSV, 61 rows, 4 columns')).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText('line 31, column “length”: “long” is not a number');
  await expect(dialog.getByRole('button', { name: 'Keep' })).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'Type of length' }).selectOption('Category');
  await expect(dialog.getByText(/Becomes 61 examples with 18 inputs · .* · target “kind”/)).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Role of length' }).selectOption('Left out');
  await dialog.getByRole('combobox', { name: 'Split' }).click();
  await page.getByRole('option', { name: 'Groups stay together' }).click();
  await expect(dialog.getByText(/Becomes 61 examples with 1 inputs/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('button', { name: /^flowers/ })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Train this network' }).click();
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('3');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(statusOf(page, 'Finished')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await dialog.getByRole('combobox').fill('Prepare this table');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('CSV, 61 rows, 4 columns')).toBeVisible();
  await expect(dialog.getByRole('combobox', { name: 'Role of length' })).toHaveValue('out');
});

test('a table with a ragged row is refused with the line, and nothing is kept', async ({ workbench }) => {
  const page = await workbench.open();
  await importFile(page, 'ragged.csv', [...flowers.slice(0, 4), '1,2', ...flowers.slice(4)]);
  await expect(page.getByText(/ragged\.csv, line 5/)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^ragged/ })).toHaveCount(0);
});

test('cells of a spreadsheet are pasted, and let go by keyboard alone', async ({ workbench }) => {
  const page = await workbench.open();
  await expect(page.getByRole('heading', { name: 'Design a network' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Paste a table');
  await page.keyboard.press('Enter');
  const box = page.getByRole('textbox', { name: 'The table as text' });
  await box.fill(flowers.join('\n').replaceAll(',', '\t'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('CSV, 60 rows, 4 columns')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^pasted/ })).toHaveCount(0);
  // As Ctrl+V does where no field has the focus.
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, 'a\tb\n1\t2\n3\t4\n');
  await expect(page.getByText('CSV, 2 rows, 2 columns')).toBeVisible();
});
test('a folder of images is imported, its sub-folders as classes, and looked at', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Data');
  const folder = path.join(path.dirname(workbench.storeFile), 'shades');
  for (const [name, file] of [
    ['cat', 'grey.png'],
    ['cat', 'bits.png'],
    ['dog', 'deep.png'],
    ['dog', 'palette.png'],
  ] as const) {
    await mkdir(path.join(folder, name), { recursive: true });
    await copyFile(path.resolve('test/fixtures/data/images', file), path.join(folder, name, file));
  }
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a folder of images' }).click();
  await (await choosing).setFiles(folder);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('ZIP of images')).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('tab', { name: 'Examples' }).click();
  await expect(page.getByRole('img', { name: /cat/ }).first()).toBeVisible();
});
