import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { openStore } from '#main/store/store.ts';
import { createWholeRun } from '../unit/store/whole-run.ts';
import { expect, test } from './workbench.ts';
import { goTo } from './steps.ts';

/** first ← second ← third, and one of its own. */
function saveFamily(storeFile: string): void {
  const store = openStore(storeFile, { now: Date.now });
  const from = Date.now() - 60_000;
  ['first', 'second', 'third', 'alone'].forEach((name, at, all) => {
    const parent = at === 1 || at === 2 ? { run: all[at - 1] ?? '', step: 5, sha256: 'a' } : null;
    createWholeRun(store, { id: name, name, createdAt: from + at, parent }, 10);
  });
  store.close();
}

const shown = async (page: Page): Promise<Locator> => {
  const rows = page.getByRole('treegrid', { name: 'Saved runs' }).locator('.body [role="row"]');
  await expect(rows.first()).toBeVisible();
  return rows;
};

test('forks stand under their parents, and are folded and walked by keyboard and mouse', async ({
  workbench,
}) => {
  saveFamily(workbench.storeFile);
  const page = await workbench.open();
  await goTo(page, 'Runs');
  const rows = await shown(page);
  await expect(rows).toContainText(['alone', 'first', 'second', 'third']);
  await expect(page.getByRole('row', { name: 'third' })).toHaveAttribute('aria-level', '3');

  const table = page.getByRole('treegrid', { name: 'Saved runs' });
  await table.focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(rows).toContainText(['alone', 'first', 'second']);
  await page.keyboard.press('ArrowLeft');
  await expect(table).toHaveAttribute('aria-activedescendant', 'row-first');
  await page.keyboard.press('ArrowLeft');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Show what was forked from first' }).click();
  await expect(rows).toHaveCount(3);

  await page.getByRole('radio', { name: 'List' }).click();
  await expect(page.getByRole('grid', { name: 'Saved runs' })).toBeVisible();
  await expect(page.locator('.body [role="row"]')).toContainText(['alone', 'third', 'second', 'first']);
});

test('a run whose parent was thrown away stands on its own and says where it comes from', async ({
  workbench,
}) => {
  saveFamily(workbench.storeFile);
  const page = await workbench.open();
  await goTo(page, 'Runs');
  await page.getByRole('button', { name: 'second', exact: true }).click();
  await expect(page.getByRole('complementary').getByRole('link', { name: 'first' })).toBeVisible();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await expect(page.getByText('3 saved')).toBeVisible();
  await page.getByRole('button', { name: 'third', exact: true }).click();
  await expect(page.getByText('(no longer here)')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const)
  test(`neither the tree nor the trash has a serious accessibility fault, ${theme}`, async ({
    workbench,
  }) => {
    // Axe looks over the whole page three times.
    test.slow();
    saveFamily(workbench.storeFile);
    const page = await workbench.open();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const expectNoFault = async (place: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${place}: ${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([]);
    };
    await goTo(page, 'Runs');
    await shown(page);
    await expectNoFault('the tree');
    await page.getByRole('treegrid', { name: 'Saved runs' }).focus();
    await page.keyboard.press('Delete');
    await expect(page.getByText(/is in the trash\.$/)).toBeVisible();
    await page.getByRole('button', { name: 'Open the trash' }).click();
    await expect(page.getByRole('grid', { name: 'Runs in the trash' })).toBeVisible();
    await expectNoFault('the trash');
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoFault('the question');
  });
