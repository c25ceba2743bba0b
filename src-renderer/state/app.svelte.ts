import { createContext } from 'svelte';
import type { Environment } from '#shared/contract/environment.ts';
import type { Client } from '../client/client.ts';
import { Bench } from './bench.svelte.ts';
import { BundleExport } from './bundle-export.svelte.ts';
import { BundleImport } from './bundle-import.svelte.ts';
import { DatasetLook } from './dataset-look.svelte.ts';
import { Datasets } from './datasets.svelte.ts';
import { Forks } from './forks.svelte.ts';
import { InterruptedRuns } from './interrupted.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Notices } from './notices.ts';
import { OptionsState } from './options.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import { QueueState } from './queue.svelte.ts';
import { RunsState } from './runs.svelte.ts';
import { StoreCareState } from './store-care.svelte.ts';
import { TableImport } from './table-import.svelte.ts';
import { TrashState } from './trash.svelte.ts';

/** Everything the views read and change. */
export interface AppState {
  readonly client: Client;
  readonly environment: Environment;
  readonly datasets: Datasets;
  readonly datasetLook: DatasetLook;
  readonly bench: Bench;
  readonly runs: RunsState;
  readonly trash: TrashState;
  readonly queue: QueueState;
  readonly options: OptionsState;
  readonly navigation: Navigation;
  readonly preferences: Preferences;
  readonly notices: Notices;
  readonly tableImport: TableImport;
  readonly forks: Forks;
  readonly interrupted: InterruptedRuns;
  readonly storeCare: StoreCareState;
  readonly bundleImport: BundleImport;
  readonly bundleExport: BundleExport;
}

/** Builds the state of the window and loads what the first screen shows. */
export async function createApp(client: Client, preferences: Preferences): Promise<AppState> {
  const notices = new Notices();
  const datasets = new Datasets(client);
  const bench = new Bench(client, datasets, { onSaveFailed: (error) => notices.problem(error) });
  const queue = new QueueState(client);
  const options = new OptionsState(client);
  const runs = new RunsState(client, [queue, options]);
  runs.start();
  const navigation = new Navigation();
  const bundleImport = new BundleImport(client, navigation, notices);
  const takeOffered = () => void notices.guard(() => bundleImport.takeOffered());
  runs.onBundleOffered = takeOffered;
  const [environment] = await Promise.all([client.environment.get(), bench.start()]);
  takeOffered();
  return {
    client,
    environment,
    datasets,
    datasetLook: new DatasetLook({ client, datasets, bench, notices }),
    bench,
    runs,
    trash: new TrashState(client, runs, notices),
    navigation,
    queue,
    options,
    preferences,
    notices,
    tableImport: new TableImport(client, datasets, bench, notices),
    storeCare: new StoreCareState(client, notices),
    bundleImport,
    bundleExport: new BundleExport(client, notices),
    forks: new Forks(runs, navigation, notices),
    interrupted: new InterruptedRuns({ runs, navigation, notices }),
  };
}

/** `useApp()` inside any component; `provideApp` once, at the top. */
export const [useApp, provideApp] = createContext<AppState>();
