import { expect, test } from './workbench.ts';
import { goTo, setNumber, statusOf } from './steps.ts';

test('a training is paused, resumed and stopped, and what was trained is kept', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Train');
  await setNumber(page, 'Epochs', '100000');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(statusOf(page, 'Training')).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(statusOf(page, 'Paused')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(statusOf(page, 'Training')).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(statusOf(page, 'Stopped')).toBeVisible();
  await page.getByRole('button', { name: 'Open the saved run' }).click();
  await expect(page.getByText('Parameters SHA-256')).toBeVisible();
});

test('a refused hyperparameter names what is accepted beside its field', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Train');
  const learningRate = page.getByRole('spinbutton', { name: 'Learning rate' });
  for (const refused of ['abc', '-1', '0']) {
    await learningRate.fill(refused);
    await expect(page.getByRole('alert')).toContainText(/number above 0/i);
  }
  await learningRate.press('Escape');
  await expect(learningRate).toHaveValue('0.01');
});

test('a training that diverges says where, and what to try', async ({ workbench }) => {
  const page = await workbench.open();
  await page.getByRole('button', { name: /^Sine/ }).click();
  await goTo(page, 'Train');
  await page.getByRole('combobox', { name: 'Optimiser' }).click();
  await page.getByRole('option', { name: 'Gradient descent' }).click();
  await setNumber(page, 'Learning rate', '1e30');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(statusOf(page, 'Diverged')).toBeVisible();
  await expect(page.getByText(/Training diverged at step \d+/)).toBeVisible();
});

test('closing the workbench while a network trains keeps the run', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Train');
  await setNumber(page, 'Epochs', '100000');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(statusOf(page, 'Training')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^[1-9]/);
  const again = await workbench.open();
  await goTo(again, 'Runs');
  await expect(again.getByRole('row', { name: /spirals 2-32-32-1/ })).toContainText('Interrupted');
});

test('a batch larger than a small table can fill is seen before the start and mended with one press', async ({
  workbench,
}) => {
  const page = await workbench.open();
  const rows = [
    'a,b,kind',
    ...Array.from({ length: 12 }, (_, row) => `${row},${row * row},${'pq'[row % 2]}`),
  ];
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a table' }).click();
  const buffer = Buffer.from(rows.join('\n'));
  await (await chooser).setFiles({ name: 'tiny.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('button', { name: /^tiny/ })).toBeVisible();
  await goTo(page, 'Train');
  const start = page.getByRole('button', { name: 'Start training' });
  await expect(page.getByText('The training part has only 9 examples.')).toBeVisible();
  await expect(start).toBeDisabled();
  await page.getByRole('button', { name: 'Use 9' }).click();
  await expect(page.getByRole('spinbutton', { name: 'Batch size' })).toHaveValue('9');
  await page.getByRole('combobox', { name: 'Optimiser' }).focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(statusOf(page, 'Finished')).toBeVisible();
});

test('settings that are seldom touched are folded, and say what was chosen in them', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await goTo(page, 'Train');
  await expect(page.getByRole('spinbutton', { name: 'Warm-up' })).toBeHidden();
  await page.getByText('Learning rate schedule').click();
  await expect(page.getByRole('spinbutton', { name: 'Period' })).toBeHidden();
  await page.getByRole('combobox', { name: 'Schedule' }).click();
  await page.getByRole('option', { name: 'Exponential' }).click();
  await setNumber(page, 'Period', '50');
  await setNumber(page, 'Warm-up', '20');
  await page.getByText('Learning rate schedule').click();
  await expect(page.getByText('Exponential · Warm-up 20 · Period 50')).toBeVisible();
});

test('early stopping without a dev part is refused beside its field', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Train');
  await page.getByText('Data and record').click();
  await setNumber(page, 'Dev share', '0');
  await page.getByText('Regularisation and stopping').click();
  await page.getByRole('spinbutton', { name: 'Early stop after' }).fill('5');
  await expect(page.getByRole('alert')).toContainText('dev part');
});
