import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './workbench.ts';
import { goTo, setNumber, statusOf, trainFor } from './steps.ts';

const scrubber = (page: Page) => page.getByRole('slider', { name: 'Step that is looked at' });
const cost = (page: Page, step: string) =>
  page.getByRole('status').filter({ hasText: new RegExp(`^step ${step}: (trained again|at hand)`) });

/** Opens the only run that there is. */
async function openRun(page: Page): Promise<void> {
  await goTo(page, 'Runs');
  await page.getByRole('row').nth(1).dblclick();
  await expect(page.getByText('Parameters SHA-256')).toBeVisible();
}

test('a run that was stopped goes on from where it was', async ({ workbench }) => {
  const page = await workbench.open();
  const progress = page.getByRole('main').getByRole('progressbar');
  const epoch = async () =>
    Number((await progress.getAttribute('aria-valuetext'))?.split(' ')[0]?.replace(',', ''));
  await goTo(page, 'Train');
  // More than any machine trains before a person stops it.
  await setNumber(page, 'Epochs', '100000');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect.poll(epoch).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(statusOf(page, 'Stopped')).toBeVisible();
  const stopped = await epoch();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(statusOf(page, 'Training')).toBeVisible();
  expect(await epoch()).toBeGreaterThanOrEqual(stopped);
  await expect.poll(epoch).toBeGreaterThan(stopped + 20);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(statusOf(page, 'Stopped')).toBeVisible();
});

test('a run that the end of the program cut short is offered at the next start, and goes on', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await goTo(page, 'Train');
  await setNumber(page, 'Epochs', '12000');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(statusOf(page, 'Training')).toBeVisible();

  const again = await workbench.open();
  const notice = again.getByRole('region', { name: 'spirals 2-32-32-1 was interrupted.' });
  await notice.getByRole('button', { name: 'Resume' }).click();
  await expect(notice).toHaveCount(0);
  await expect(statusOf(again, 'Finished')).toBeVisible({ timeout: 120_000 });
  await expect(again.getByText('12,000 of 12,000')).toBeVisible();
  await expect(again.getByRole('button', { name: 'Resume', exact: true })).toHaveCount(0);
});

test('an early step shows another surface and says what it cost, by keyboard', async ({ workbench }) => {
  const page = await workbench.open();
  await trainFor(page, 60);
  await openRun(page);
  await expect(page.getByRole('img', { name: /at step 840,/ })).toBeVisible();
  const surface = page.getByRole('img', { name: /^What the network answers/ });
  const end = await surface.screenshot();

  await scrubber(page).focus();
  await page.keyboard.press('Home');
  for (const key of ['PageUp', 'PageUp', 'ArrowRight']) await page.keyboard.press(key);
  await expect(cost(page, '29')).toContainText(/trained again \d+ steps? from/);
  await expect(page.getByRole('img', { name: /at step 29,/ })).toBeVisible();
  await expect(page.getByText('After step 28')).toBeVisible();
  expect((await surface.screenshot()).equals(end)).toBe(false);

  await page.keyboard.press('Home');
  await expect(cost(page, '0')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByRole('img', { name: /at step 840,/ })).toBeVisible();
});

test('a fork with another learning rate from a checkpoint names its parent', async ({ workbench }) => {
  const page = await workbench.open();
  await trainFor(page, 30);
  await openRun(page);
  await page.getByRole('button', { name: 'Fork …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fork a run' });
  await dialog.getByRole('combobox', { name: 'Kept checkpoints' }).click();
  await page.getByRole('option', { name: /^0 · epoch 0 · the beginning/ }).click();
  await expect(dialog.getByRole('spinbutton', { name: 'After step' })).toHaveValue('0');
  await dialog.getByRole('spinbutton', { name: 'Learning rate' }).fill('0.02');
  await expect(dialog.getByText('1 changed')).toBeVisible();
  await expect(dialog.getByText('was 0.01')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  await dialog.getByRole('button', { name: 'Start the fork' }).click();

  await expect(page.getByRole('heading', { name: 'spirals 2-32-32-1 @0' })).toBeVisible();
  await expect(statusOf(page, 'Finished')).toBeVisible();
  await expect(page.getByRole('button', { name: /Parent Dev/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Open the saved run' }).click();
  await expect(page.getByText('at step 0', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'spirals 2-32-32-1', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Forks of this run' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'spirals 2-32-32-1 @0' })).toBeVisible();
});

test('a fork from the middle begins where its parent was', async ({ workbench }) => {
  const page = await workbench.open();
  await trainFor(page, 30);
  await openRun(page);
  await page.getByRole('spinbutton', { name: 'Step', exact: true }).fill('100');
  await page.getByRole('button', { name: 'Fork from here' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fork a run' });
  await expect(dialog.getByText('Trains 320 more steps, to the end of epoch 30.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start the fork' }).click();
  await expect(statusOf(page, 'Finished')).toBeVisible();
  await page.getByRole('button', { name: 'Open the saved run' }).click();
  await expect(page.getByText('at step 100', { exact: true })).toBeVisible();
  await scrubber(page).focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('spinbutton', { name: 'Step', exact: true })).toHaveValue('100');
});
