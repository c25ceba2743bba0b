import { mkdtemp, rm } from 'node:fs/promises';
import { ensureBrowser } from './ensure-browser.ts';
import { openWeb } from './open-web.ts';
const store = await mkdtemp('/tmp/jobs/store-');
const opened = await openWeb(store + '/s.sqlite', { width: 1280, height: 800 }, ensureBrowser());
const page = opened.page;
page.setDefaultTimeout(60000);
const shot = async (name: string) => {
  await page.evaluate(() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d))));
  await page.screenshot({ path: `/tmp/jobs/shots/${name}.png`, animations: 'disabled', timeout: 120000 });
};
try {
  await page.getByRole('button', { name: 'Train this network' }).waitFor();
  await page.evaluate(() => (location.hash = '#/train'));
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await shot('empty-light');
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('100000');
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('button', { name: 'Pause the queue' }).click();
  for (let i = 0; i < 3; i += 1) {
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByText(`${i + 1} waiting`).waitFor();
  }
  for (const lang of ['en', 'ko']) {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const size of [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }]) {
        await page.setViewportSize(size);
        await shot(`queue-${lang}-${theme}-${size.width}`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press('Control+Comma');
      await page.getByRole('dialog').waitFor();
      await shot(`options-${lang}-${theme}`);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: lang === 'en' ? '한국어로 보기' : 'View in English' }).click();
  }
} finally {
  await opened.close();
  await rm(store, { recursive: true, force: true });
}
