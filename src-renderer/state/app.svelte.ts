import { createContext } from 'svelte';
import type { Environment } from '#shared/contract/environment.ts';
import type { Client } from '../client/client.ts';
import { Bench } from './bench.svelte.ts';
import { CsvImport } from './csv-import.svelte.ts';
import { Datasets } from './datasets.svelte.ts';
import { Forks } from './forks.svelte.ts';
import { InterruptedRuns } from './interrupted.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Notices } from './notices.ts';
import type { Preferences } from './preferences.svelte.ts';
import { RunsState } from './runs.svelte.ts';

/** Everything the views read and change. */
export interface AppState {
  readonly client: Client;
  readonly environment: Environment;
  readonly datasets: Datasets;
  readonly bench: Bench;
  readonly runs: RunsState;
  readonly navigation: Navigation;
  readonly preferences: Preferences;
  readonly notices: Notices;
  readonly csvImport: CsvImport;
  readonly forks: Forks;
  readonly interrupted: InterruptedRuns;
}

/** Builds the state of the window and loads what the first screen shows. */
export async function createApp(client: Client, preferences: Preferences): Promise<AppState> {
  const notices = new Notices();
  const datasets = new Datasets(client);
  const bench = new Bench(client, datasets, { onSaveFailed: (error) => notices.problem(error) });
  const runs = new RunsState(client);
  runs.start();
  const navigation = new Navigation();
  const [environment] = await Promise.all([client.environment.get(), bench.start()]);
  return {
    client,
    environment,
    datasets,
    bench,
    runs,
    navigation,
    preferences,
    notices,
    csvImport: new CsvImport(datasets, bench, notices),
    forks: new Forks(runs, navigation, notices),
    interrupted: new InterruptedRuns({ runs, navigation, notices }),
  };
}

/** `useApp()` inside any component; `provideApp` once, at the top. */
export const [useApp, provideApp] = createContext<AppState>();
