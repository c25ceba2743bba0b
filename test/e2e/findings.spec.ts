import { expect, test } from './workbench.ts';
import { goTo, setNumber, statusOf } from './steps.ts';

test('a network whose gradient vanishes is found to, and one press trains it with the remedy, which learns more', async ({
  workbench,
}) => {
  const page = await workbench.open();
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: /^Ten sigmoid layers/ }).click();
  await goTo(page, 'Train');
  await setNumber(page, 'Epochs', '40');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(statusOf(page, 'Finished')).toBeVisible();
  const findings = page.getByRole('region', { name: 'What stands out' });
  await expect(findings.getByRole('heading', { name: 'The gradient vanishes' })).toBeVisible();
  const dev = page.getByRole('definition').filter({ hasText: '%' }).nth(1);
  const accuracy = async () => Number.parseFloat((await dev.textContent()) ?? '');
  const before = await accuracy();
  await findings.getByRole('button', { name: 'Try ReLU in the hidden layers and He init' }).first().click();
  await expect(page.getByRole('heading', { name: /ReLU in the hidden layers and He init$/ })).toBeVisible();
  await expect(statusOf(page, 'Finished')).toBeVisible();
  expect(await accuracy()).toBeGreaterThan(before);
});
