import { execFileSync } from 'node:child_process';
import { expect, test } from './workbench.ts';
import { goTo, trainFor } from './steps.ts';

test('two runs are laid over each other, one is renamed and put back on the bench', async ({ workbench }) => {
  const page = await workbench.open();
  await trainFor(page, 3);
  await trainFor(page, 5);
  await page.getByRole('checkbox', { name: 'Select spirals 2-32-32-1', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Select spirals 2-32-32-1 (2)', exact: true }).check();
  await expect(page.getByRole('heading', { name: 'Curves of 2 selected' })).toBeVisible();
  await expect(page.getByRole('img', { name: /spirals 2-32-32-1 \(2\)/ }).first()).toBeVisible();

  await page.getByRole('grid', { name: 'Saved runs' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: /^Rename/ }).fill('five epochs');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /five epochs/ })).toBeVisible();

  await page.keyboard.press('Enter');
  await expect(page.getByText('Parameters SHA-256')).toBeVisible();
  await page.getByRole('button', { name: 'Load into the bench' }).click();
  await goTo(page, 'Train');
  await expect(page.getByRole('spinbutton', { name: 'Epochs' })).toHaveValue('5');
});

test('a run that the command line trains appears in the open window', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Runs');
  await expect(page.getByText('Every training is kept here')).toBeVisible();
  execFileSync(
    process.execPath,
    [
      'out/main/cli.js',
      'train',
      '--data',
      'iris',
      '--epochs',
      '2',
      '--name',
      'from the shell',
      '--store',
      workbench.storeFile,
    ],
    { stdio: 'ignore' },
  );
  await expect(page.getByRole('row', { name: /from the shell/ })).toContainText('Finished');
});
