import type { Page } from '@playwright/test';
import { expect, test } from './workbench.ts';
import { goTo, setNumber } from './steps.ts';

function nameOf(run: number): string {
  return run === 0 ? 'spirals 2-32-32-1' : `spirals 2-32-32-1 (${run + 1})`;
}

const waiting = (page: Page) => page.getByRole('list', { name: /^Runs that wait/ }).getByRole('listitem');
const atWork = (page: Page) => page.getByRole('list', { name: 'Runs at work' }).getByRole('listitem');

/** Three runs that would train for ever line up for one runner, in a queue that is paused. */
async function lineUp(page: Page): Promise<void> {
  await goTo(page, 'Train');
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await page.getByRole('button', { name: 'Pause the queue' }).click();
  await page.getByRole('button', { name: /runners at work/ }).click();
  await setNumber(page, 'Runs at once', '1');
  await page.keyboard.press('Escape');
  await setNumber(page, 'Epochs', '1000000');
  for (let run = 0; run < 3; run += 1) {
    await page.getByRole('button', { name: 'Start training' }).click();
    await expect(waiting(page)).toHaveCount(run + 1);
  }
  await expect(waiting(page)).toContainText([nameOf(0), nameOf(1), nameOf(2)]);
}

test('runs that wait are put in order by buttons, keys and dragging', async ({ workbench }) => {
  const page = await workbench.open();
  await lineUp(page);
  await page.getByRole('button', { name: `Move ${nameOf(2)} up` }).focus();
  await page.keyboard.press('Enter');
  await expect(waiting(page)).toContainText([nameOf(0), nameOf(2), nameOf(1)]);
  await expect(page.getByText(`${nameOf(2)} is now number 2 of 3.`)).toBeAttached();
  await expect(page.getByRole('button', { name: `Move ${nameOf(2)} up` })).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(waiting(page)).toContainText([nameOf(0), nameOf(1), nameOf(2)]);
  await waiting(page)
    .nth(2)
    .dragTo(waiting(page).nth(0), { targetPosition: { x: 40, y: 4 } });
  await expect(waiting(page)).toContainText([nameOf(2), nameOf(0), nameOf(1)]);
  await waiting(page)
    .nth(0)
    .dragTo(waiting(page).nth(1), { targetPosition: { x: 40, y: 30 } });
  await expect(waiting(page)).toContainText([nameOf(0), nameOf(2), nameOf(1)]);
});

test('a paused queue says so and starts nothing; resumed, it starts the first and goes on to the next', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await lineUp(page);
  await expect(page.getByText(/^The queue is paused\. Runs at work go on/)).toBeVisible();
  await expect(page.getByText('0 of 1 runners at work')).toBeVisible();
  await page.getByRole('button', { name: 'Resume the queue' }).click();
  await expect(atWork(page)).toContainText([nameOf(0)]);
  await expect(waiting(page)).toHaveCount(2);
  await page.getByRole('button', { name: `Stop ${nameOf(1)}`, exact: true }).click();
  await expect(waiting(page)).toHaveCount(1);
  await page.getByRole('button', { name: `Stop ${nameOf(0)}`, exact: true }).click();
  await expect(atWork(page)).toContainText([nameOf(2)]);
  await page.getByRole('button', { name: `Stop ${nameOf(2)}`, exact: true }).click();
  await expect(page.getByText('Nothing waits.')).toBeVisible();
});

test('runs that wait when the workbench closes are there in their order when it is opened again', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await lineUp(page);
  await page.getByRole('button', { name: `Move ${nameOf(2)} to the top` }).click();
  await expect(waiting(page)).toContainText([nameOf(2), nameOf(0), nameOf(1)]);
  const again = await workbench.open();
  await goTo(again, 'Train');
  await expect(again.getByText('Queue paused').first()).toBeVisible();
  await again.getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(waiting(again)).toContainText([nameOf(2), nameOf(0), nameOf(1)]);
  await again.getByRole('button', { name: 'Resume the queue' }).click();
  await expect(atWork(again)).toContainText([nameOf(2)]);
});

test('options are kept, and what is not accepted is said beside the field', async ({ workbench }) => {
  const page = await workbench.open();
  await page.getByRole('button', { name: 'Options' }).click();
  const seconds = page.getByRole('spinbutton', { name: 'Seconds between checkpoints' });
  await seconds.fill('0');
  await expect(page.getByRole('alert')).toHaveText('A whole number from 1 to 3600');
  await seconds.press('Escape');
  await setNumber(page, 'Seconds between checkpoints', '30');
  await setNumber(page, 'Steps between checkpoints', '500');
  const again = await workbench.open();
  await expect(again.getByRole('button', { name: 'Options' })).toBeVisible();
  await again.keyboard.press('ControlOrMeta+Comma');
  await expect(again.getByRole('spinbutton', { name: 'Seconds between checkpoints' })).toHaveValue('30');
  await expect(again.getByRole('spinbutton', { name: 'Steps between checkpoints' })).toHaveValue('500');
});
