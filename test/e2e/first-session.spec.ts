import { expect, test } from './workbench.ts';
import { goTo, statusOf } from './steps.ts';

test('a first-time user trains the spirals, closes the workbench, opens it again and finds the run', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await expect(page.getByRole('heading', { name: 'Design a network' })).toBeVisible();
  await page.getByRole('button', { name: 'Train this network' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(statusOf(page, 'Finished')).toBeVisible();
  await expect(page.getByRole('img', { name: /What the network answers over x1 and x2/ })).toBeVisible();
  const accuracy = await page
    .getByRole('main')
    .locator('section, div')
    .filter({ hasText: /^Dev/ })
    .last()
    .innerText();
  expect(Number(/([\d.]+)\s*%/.exec(accuracy)?.[1])).toBeGreaterThanOrEqual(95);

  const again = await workbench.open();
  await goTo(again, 'Runs');
  const row = again.getByRole('row', { name: /spirals 2-32-32-1/ });
  await expect(row).toContainText('Finished');
  await row.dblclick();
  await expect(again.getByText('Parameters SHA-256')).toBeVisible();
  await expect(again.getByRole('img', { name: /What the network answers over x1 and x2/ })).toBeVisible();
});

test('what is on the bench is still there after closing and opening', async ({ workbench }) => {
  const page = await workbench.open();
  await page.getByRole('button', { name: 'Add a layer after layer 1' }).click();
  await expect(page.getByText('L = 4', { exact: true })).toBeVisible();
  await goTo(page, 'Train');
  await page.getByRole('spinbutton', { name: 'Learning rate' }).fill('0.003');
  await page.getByRole('spinbutton', { name: 'Learning rate' }).press('Enter');
  const again = await workbench.open();
  await expect(again.getByText('L = 4', { exact: true })).toBeVisible();
  await goTo(again, 'Train');
  await expect(again.getByRole('spinbutton', { name: 'Learning rate' })).toHaveValue('0.003');
});
