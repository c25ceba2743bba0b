import { expect, test } from './workbench.ts';
import { statusOf } from './steps.ts';

const flowers = [
  'length,width,kind',
  ...Array.from({ length: 60 }, (_, row) => `${row % 7},${row % 5},${row % 2 ? 'a' : 'b'}`),
];

function fileOf(name: string, lines: string[]) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

test('a table is imported, put on the bench and trained', async ({ workbench }) => {
  const page = await workbench.open();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  await (await chooser).setFiles(fileOf('flowers.csv', flowers));
  await expect(page.getByRole('button', { name: /^flowers/ })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Train this network' }).click();
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('3');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(statusOf(page, 'Finished')).toBeVisible();
});

test('a table with a ragged row is refused with the line, and nothing is kept', async ({ workbench }) => {
  const page = await workbench.open();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  await (await chooser).setFiles(fileOf('ragged.csv', [...flowers.slice(0, 4), '1,2', ...flowers.slice(4)]));
  await expect(page.getByText(/ragged\.csv, line 5/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^ragged/ })).toHaveCount(0);
});

test('another column than the last is chosen as the target after the import', async ({ workbench }) => {
  const page = await workbench.open();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  await (await chooser).setFiles(fileOf('flowers.csv', flowers));
  await page.getByRole('button', { name: 'Another target' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Target column' }).click();
  await page.getByRole('option', { name: 'width' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText(/target “width”/)).toBeVisible();
});
