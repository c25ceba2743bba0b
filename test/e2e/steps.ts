import { expect, type Locator, type Page } from '@playwright/test';

/** Small things a person does in more than one spec. */

export async function goTo(page: Page, place: 'Data' | 'Design' | 'Train' | 'Runs'): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
}

/** Types a hyperparameter as a person does: the field is emptied, filled, and left. */
export async function setNumber(page: Page, name: string | RegExp, value: string): Promise<void> {
  const field = page.getByRole('spinbutton', { name });
  await field.fill(value);
  await field.press('Enter');
}

/** The status beside the name of the run that Train shows. */
export function statusOf(page: Page, status: string): Locator {
  return page.getByRole('main').getByText(status, { exact: true }).first();
}

/** Trains what is on the bench for some epochs and waits until it has ended. */
export async function trainFor(page: Page, epochs: number): Promise<void> {
  await goTo(page, 'Train');
  await setNumber(page, 'Epochs', String(epochs));
  const started = await countRuns(page);
  await page.getByRole('button', { name: 'Start training' }).click();
  await goTo(page, 'Runs');
  await expect(page.getByRole('row').filter({ hasText: 'Finished' })).toHaveCount(started + 1);
}

async function countRuns(page: Page): Promise<number> {
  await goTo(page, 'Runs');
  await expect(page.getByText(/Every training is kept here|\d+ saved/)).toBeVisible();
  const count = await page
    .getByRole('row')
    .filter({ hasText: /Finished|Stopped|Diverged|Interrupted/ })
    .count();
  await goTo(page, 'Train');
  return count;
}
