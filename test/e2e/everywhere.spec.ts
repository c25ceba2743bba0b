import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './workbench.ts';
import { goTo, trainFor } from './steps.ts';

test('Korean is chosen with one press and stays after a reload', async ({ workbench }) => {
  const page = await workbench.open();
  await page.getByRole('button', { name: '한국어로 보기' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('button', { name: 'Train this network' })).toHaveCount(0);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
});

test('the command palette goes to places, loads experiments and starts training, by keyboard alone', async ({
  workbench,
}) => {
  const page = await workbench.open();
  const command = async (words: string) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').fill(words);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await expect(page.getByRole('heading', { name: 'Design a network' })).toBeVisible();
  await command('Logistic regression');
  await expect(page.getByText('shallow: logistic regression')).toBeVisible();
  await command('Start training');
  await goTo(page, 'Runs');
  await expect(page.getByRole('row', { name: /moons 2-1/ })).toContainText('Finished');
});

for (const theme of ['light', 'dark'] as const)
  test(`no place has a serious accessibility fault, ${theme}`, async ({ workbench }) => {
    const page = await workbench.open();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await trainFor(page, 3);
    for (const place of ['Data', 'Design', 'Train', 'Runs'] as const) {
      await goTo(page, place);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${place}: ${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([]);
    }
  });
