import { afterAll } from 'vitest';
import { createApp, type App } from '#main/app.ts';
import { resourcesFolder, threads, version } from '#main/hosts/places.ts';
import { systemClock } from '#main/services/clock.ts';
import { makeLog } from '../services/test-app.ts';

/** The services over a store, for all tests of a file. */
export async function openApp(storeFile: string): Promise<App> {
  const app = await createApp({
    host: 'cli',
    version,
    storeFile,
    resourcesFolder,
    clock: systemClock,
    log: makeLog(),
    ...threads,
    simd: () => Promise.resolve({ level: '128', reason: 'this is a test' }),
  });
  afterAll(() => app.close());
  return app;
}
