import { expect, test } from './workbench.ts';
import { goTo } from './steps.ts';

test('data is found, looked at from every side and put on the bench', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Data');
  await page.getByRole('searchbox', { name: 'Search data' }).fill('iris');
  await page.getByRole('button', { name: /^Iris/ }).click();
  await expect(page.getByRole('row', { name: /^1 setosa 5\.1 3\.5 1\.4 0\.2/ })).toBeVisible();

  await page.getByRole('spinbutton', { name: 'Row to go to' }).fill('150');
  await page.getByRole('button', { name: 'Go to row' }).click();
  await expect(page.getByRole('row', { name: /^150 virginica 5\.9/ })).toBeVisible();

  await page.getByRole('tab', { name: 'Columns' }).click();
  await page.getByRole('row', { name: /petal_width_cm/ }).click();
  await expect(page.getByRole('img', { name: /Histogram of petal_width_cm/ })).toBeVisible();

  await page.getByRole('tab', { name: 'Scatter' }).click();
  await expect(
    page.getByRole('img', { name: /component 1 \(73\.0% of the variance\) across/ }),
  ).toBeVisible();

  await page.getByRole('tab', { name: 'Quality' }).click();
  await expect(page.getByRole('heading', { name: /examples that training sees too: 1/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /setosa 35 10 5 50/ })).toBeVisible();

  await page.getByRole('button', { name: 'Use on the bench' }).click();
  await page.getByRole('button', { name: 'Design a network for it' }).click();
  await expect(page.getByRole('button', { name: /^Iris/ })).toHaveAttribute('aria-pressed', 'true');
});

test('a generator is set by its sliders and put on the bench', async ({ workbench }) => {
  const page = await workbench.open();
  await goTo(page, 'Data');
  await page.getByRole('tab', { name: 'Options' }).click();
  await page.getByRole('slider', { name: 'Classes' }).press('ArrowRight');
  await page.getByRole('spinbutton', { name: /^Examples/ }).fill('90');
  await expect(page.getByText('spirals:n=90,classes=3')).toBeVisible();
  await page.getByRole('button', { name: 'Use on the bench' }).click();
  await goTo(page, 'Design');
  await expect(page.getByRole('button', { name: /n=90,classes=3/ })).toHaveAttribute('aria-pressed', 'true');
});

test('points are drawn by keyboard alone, taken back, kept and put on the bench', async ({ workbench }) => {
  const page = await workbench.open();
  await expect(page.getByRole('heading', { name: 'Design a network' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Draw points');
  await page.keyboard.press('Enter');
  const board = page.getByRole('application', { name: 'Drawing board' });
  await board.press('Space');
  await expect(page.getByRole('radio', { name: 'Class 1 5' })).toBeChecked();
  await page.keyboard.press('2');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('radio', { name: 'Class 2 5' })).toBeChecked();
  await page.getByRole('textbox', { name: 'Name' }).fill('two heaps');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'two heaps' })).toBeVisible();
  await page
    .getByRole('region', { name: 'The chosen dataset' })
    .getByRole('button', { name: 'Use on the bench' })
    .click();
  await goTo(page, 'Design');
  await expect(page.getByRole('button', { name: /^two heaps/ })).toHaveAttribute('aria-pressed', 'true');
});
