import { createApp, type App } from '../../app.ts';
import { systemClock } from '../../services/clock.ts';
import type { Log } from '../../services/log.ts';
import type { Environment } from '#shared/contract/environment.ts';
import { chooseStoreFile, resourcesFolder, simd, spawnStore, spawnTraining, version } from '../places.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given. */
export interface CommandContext {
  terminal: Terminal;
  log: Log;
  env: NodeJS.ProcessEnv;
  debug: boolean;
}

export interface StoreOption {
  store?: string;
}

/** Opens the services, does the work, and closes them whatever happens. */
export async function withApp<T>(
  context: CommandContext,
  options: StoreOption,
  work: (app: App) => Promise<T>,
  host: Environment['host'] = 'cli',
): Promise<T> {
  const app = await createApp({
    host,
    version,
    storeFile: chooseStoreFile(options.store, context.env),
    resourcesFolder,
    clock: systemClock,
    log: context.log,
    spawnTraining,
    spawnStore,
    simd: simd(context.env),
  });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
