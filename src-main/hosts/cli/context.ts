import { careParts, createApp, type App, type AppParts } from '../../app.ts';
import { systemClock } from '../../services/clock.ts';
import type { Log } from '../../services/log.ts';
import { StoreCare } from '../../services/store-care.ts';
import type { Environment } from '#shared/contract/environment.ts';
import { chooseStoreFile, resourcesFolder, simd, threads, version } from '../places.ts';
import { withBackupNamed } from './backup-hint.ts';
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

/** What the services are built from, for a command. */
export function appParts(
  context: CommandContext,
  options: StoreOption,
  host: Environment['host'] = 'cli',
): AppParts {
  return {
    host,
    version,
    storeFile: chooseStoreFile(options.store, context.env),
    resourcesFolder,
    clock: systemClock,
    log: context.log,
    ...threads,
    simd: simd(context.env),
  };
}

/**
 * Opens the services, does the work, and closes them whatever happens.
 *
 * @throws ProblemError of the store, which also names the newest sound backup where there is one
 */
export async function withApp<T>(
  context: CommandContext,
  options: StoreOption,
  work: (app: App) => Promise<T>,
): Promise<T> {
  const parts = appParts(context, options);
  const app = await createApp(parts).catch(async (error: unknown) => {
    throw await withBackupNamed(error, new StoreCare(careParts(parts)));
  });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
