import path from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { hashTrainings } from './engine-page.ts';
import { launchBrowser } from './launch-browser.ts';

/** The page's code as one classic script, as a bundler of ours would make it. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: path.join(import.meta.dirname, 'engine-page.ts'), formats: ['iife'], name: 'enginePage' },
    },
  });
  const [first] = Array.isArray(result) ? result : [];
  const [script] = first?.output ?? [];
  if (script?.type !== 'chunk') throw new Error('the bundle is no single script');
  return script.code;
}

test('the engine gives in Chromium every byte that it gives in Node', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    // Hashes are given to secure pages alone, and this machine's own address is one; nothing is fetched.
    await page.route('http://localhost/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>engine</title>' }),
    );
    await page.goto('http://localhost/');
    await page.addScriptTag({ content: await bundle() });
    const found = await page.evaluate('hashTrainings()');
    expect(found).toBe(await hashTrainings());
  } finally {
    await browser.close();
  }
});
