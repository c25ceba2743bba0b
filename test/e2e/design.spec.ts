import type { Page } from '@playwright/test';
import { expect, test } from './workbench.ts';

const units = (page: Page, l: number) => page.getByRole('spinbutton', { name: `Units of layer ${l}` });
const dimensions = (page: Page, text: string) =>
  page.getByRole('table', { name: 'Dimensions' }).getByRole('row').filter({ hasText: text });

async function choosePreset(page: Page, name: string) {
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('layers are added, resized, changed and removed, and the dimensions follow', async ({ workbench }) => {
  const page = await workbench.open();
  await expect(page.getByText('1,185 parameters')).toBeVisible();

  await units(page, 1).fill('8');
  await expect(dimensions(page, '(8, 2)')).toBeVisible();
  await expect(dimensions(page, '(32, 8)')).toBeVisible();
  await page.getByRole('combobox', { name: 'Activation of layer 1' }).selectOption('ReLU');
  await expect(page.getByRole('button', { name: 'Layer 1: 8 ReLU' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Normalisation of layer 2' }).selectOption('Batch norm');
  await expect(dimensions(page, 'γ')).toContainText('(32, 1)');

  await page.getByRole('checkbox', { name: 'Choose layer 1' }).check();
  await page.getByRole('checkbox', { name: 'Choose layer 2' }).check();
  await units(page, 2).fill('5');
  await expect(units(page, 1)).toHaveValue('5');
  await page.getByRole('button', { name: 'Remove layer 2' }).click();
  await expect(page.getByText('shallow: logistic regression')).toBeVisible();

  await units(page, 1).fill('0');
  await expect(page.getByRole('alert')).toContainText('A whole number from 1 to');
  await units(page, 1).press('Escape');
  await expect(units(page, 1)).toHaveValue('1');
});

test('the course’s net of 12,288 inputs has 245,973 parameters, and what does not fit is mended with a click', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await choosePreset(page, 'Images, the course’s four layers');
  await expect(page.getByText('245,973 parameters')).toBeVisible();
  await expect(page.getByRole('alert', { name: 'What does not fit' })).toContainText('12,288 ≠ 2');
  await page.getByRole('button', { name: 'Take 2 inputs' }).click();
  await expect(page.getByRole('button', { name: 'Train this network' })).toBeEnabled();

  await choosePreset(page, 'Residual network');
  await units(page, 3).fill('12');
  const clashes = page.getByRole('alert', { name: 'What does not fit' });
  await expect(clashes).toContainText('16 ≠ 12');
  await clashes.getByRole('button', { name: 'Set layer 3 to 16 units' }).first().click();
  await expect(clashes).toBeHidden();
});

test('ten edits are taken back and brought again, and a layer moves, by keyboard alone', async ({
  workbench,
}) => {
  const page = await workbench.open();
  const add = page.getByRole('button', { name: 'Add a layer after the input' });
  await add.focus();
  for (let edit = 0; edit < 10; edit += 1) await page.keyboard.press('Enter');
  await expect(page.getByText('L = 13', { exact: true })).toBeVisible();
  for (let edit = 0; edit < 10; edit += 1) await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('L = 3', { exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(page.getByText('L = 4', { exact: true })).toBeVisible();

  await units(page, 1).fill('7');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(units(page, 2)).toHaveValue('7');
  const grip = page.getByRole('button', { name: /^Layer 2: drag/ });
  await expect(grip).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(units(page, 1)).toHaveValue('7');
  await page.keyboard.press('Delete');
  await expect(units(page, 1)).toHaveValue('32');
});

test('other data refits the inputs, the output layer and the loss, and a loss brings its output', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await page.getByRole('button', { name: /^Digits/ }).click();
  await expect(dimensions(page, '(32, 64)')).toBeVisible();
  await expect(dimensions(page, '(10, 32)')).toBeVisible();
  await expect(page.getByText('One unit for each of 10 classes.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Loss' }).selectOption('Hinge');
  await expect(page.getByRole('combobox', { name: 'Activation of layer 3' })).toHaveValue('linear');
  await expect(page.getByRole('button', { name: 'Train this network' })).toBeEnabled();
});

test('a version is kept, compared with the bench and put back; a design is pasted; a drill is checked', async ({
  workbench,
}) => {
  const page = await workbench.open();
  const choose = async (name: RegExp) => {
    await page.getByRole('button', { name: 'Design file' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose(/Named versions/);
  await page.getByRole('textbox', { name: 'Name of this version' }).fill('first idea');
  await page.keyboard.press('Enter');
  await expect(page.getByText('These two are the same.')).toBeVisible();
  await page.keyboard.press('Escape');

  const pasted = {
    ...{ format: 'layerbench/design@1', name: 'pasted', inputs: 2, loss: 'binaryCrossEntropy' },
    layers: [
      { units: 6, activation: 'tanh' },
      { units: 3, activation: 'sigmoid' },
    ],
  };
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, JSON.stringify(pasted));
  await expect(page.getByRole('alert', { name: 'What does not fit' })).toContainText('3 ≠ 1');

  await choose(/Named versions/);
  await expect(page.getByRole('row').filter({ hasText: 'removed' })).toContainText('32 tanh');
  await page.getByRole('button', { name: 'Put on the bench' }).click();
  await expect(page.getByText('1,185 parameters')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(units(page, 1)).toHaveValue('6');
  await page.keyboard.press('ControlOrMeta+Shift+z');

  await choose(/Export/);
  await page.getByRole('radio', { name: 'NumPy' }).click();
  await expect(page.getByLabel('NumPy').last()).toContainText('def forward(X, parameters):');
  await page.keyboard.press('Escape');

  await choose(/Shape drill/);
  await page.getByRole('textbox', { name: 'Rows of W1' }).fill('2');
  await page.getByRole('textbox', { name: 'Columns of W1' }).fill('32');
  await page.keyboard.press('Enter');
  await expect(page.getByText('W1 lies on its side')).toBeVisible();
  await expect(page.getByText('0 of 6 right')).toBeVisible();
});
