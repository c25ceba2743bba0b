import { defineConfig } from '@playwright/test';

/** One spec, two hosts: the browser workbench always, the desktop app wherever Electron's program is found. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './test/e2e/global-setup.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // A machine that is busy for a moment does not make a spec fail; one that fails twice does.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // A trace costs as much as the spec: in CI only what failed once is traced.
  use: {
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry',
    viewport: { width: 1280, height: 800 },
  },
  // What is compared with Node in Chromium needs no second look in Electron.
  projects: [{ name: 'web' }, { name: 'electron', testIgnore: '**/engine.spec.ts' }],
});
