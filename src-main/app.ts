import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname, totalmem } from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Environment } from '#shared/contract/environment.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { BundleExport } from './services/bundle-export.ts';
import { BundleImport } from './services/bundle-import.ts';
import { BundlePage } from './services/bundle-page.ts';
import type { Clock } from './services/clock.ts';
import { DataLookService } from './services/data-looks.ts';
import { DatasetService } from './services/datasets.ts';
import { DesignService } from './services/designs.ts';
import { DraftService } from './services/drafts.ts';
import { FindingService } from './services/findings.ts';
import { LedgerService } from './services/ledgers.ts';
import { ImportService } from './services/imports.ts';
import { Live } from './services/live.ts';
import type { Log } from './services/log.ts';
import { OptionService } from './services/options.ts';
import { ReplayService } from './services/replays.ts';
import { createRouter, type AppRouter } from './services/router.ts';
import type { Services } from './services/services.ts';
import { RunService } from './services/runs.ts';
import { StateService } from './services/states.ts';
import { SurfaceService } from './services/surfaces.ts';
import { StoreCare, type StoreCareParts } from './services/store-care.ts';
import { noExchange, type StoreExchange } from './services/store-exchange.ts';
import { TrashService } from './services/trash.ts';
import { Transfers } from './services/transfers.ts';
import type { SpawnLook } from './datasets/look/thread.ts';
import type { SpawnImport } from './importing/thread.ts';
import type { RunOwner } from './store/api.ts';
import type { SpawnCare } from './store/care/thread.ts';
import { openStoreClient } from './store/client.ts';
import type { TrainingJob } from './training/messages.ts';
import type { SimdVerdict } from './training/simd/verdict.ts';

/** What a host hands in: places, a clock, a log, and how to start a thread. */
export interface AppParts {
  host: Environment['host'];
  version: string;
  storeFile: string;
  resourcesFolder: string;
  clock: Clock;
  log: Log;
  spawnTraining: (job: TrainingJob) => Worker;
  spawnStore: (data: { file: string }) => Worker;
  spawnCare: SpawnCare;
  spawnLook: SpawnLook;
  spawnImport: SpawnImport;
  /** Shows a file in the system's file manager; left out where the host has none. */
  reveal?: (file: string) => void;
  /** How wide the engine's vectors may be in this process; never rejects. */
  simd: () => Promise<SimdVerdict>;
  /** Bytes that this machine can still give; by default what the system says. */
  freeMemory?: () => number;
}

export interface App {
  services: Services;
  router: AppRouter;
  /** Interrupts what trains, keeps it, and closes the store. */
  close(): Promise<void>;
}

const heartbeatEvery = 5000;
const lookForOthersEvery = 1000;
/** Between two attempts to give back space that had to wait. */
const giveSpaceBackEvery = 30_000;

/**
 * Builds the services; the same for every host.
 *
 * @throws ProblemError store.newer, store.notAStore, store.unreadable, store.unwritable
 */
export async function createApp(parts: AppParts, exchange: StoreExchange = noExchange): Promise<App> {
  const { clock, log } = parts;
  const store = await openStoreClient(() => parts.spawnStore({ file: parts.storeFile }));
  const owner: RunOwner = { id: randomUUID(), pid: process.pid, hostname: hostname() };
  try {
    await store.heartbeat(owner);
    await store.interruptOrphans();
  } catch (error) {
    await store.close();
    throw error;
  }

  const cores = availableParallelism();
  const live = new Live();
  const datasets = new DatasetService(store, parts.resourcesFolder, () => live.storeChanged());
  const options = new OptionService({
    store,
    cores,
    changed: (changed) => {
      live.optionsChanged(changed);
      void runs.queue.fill();
    },
  });
  const aside = { store, datasets, spawn: parts.spawnTraining, simd: parts.simd };
  const states = new StateService(aside);
  const runs = new RunService({
    store,
    states,
    datasets,
    live,
    clock,
    log,
    owner,
    cores,
    options: () => options.read(),
    // A command trains its own run and ends with it.
    shared: parts.host !== 'cli',
    spawn: parts.spawnTraining,
    simd: parts.simd,
    freeMemory: parts.freeMemory ?? (() => process.availableMemory()),
  });
  // A window is there before anything is trained in it: the look at the vectors is over by then.
  if (parts.host !== 'cli') void parts.simd();
  const bundles = {
    export: new BundleExport({ store, clock, version: parts.version }),
    import: new BundleImport({ store, datasets, live, owner, storeFile: parts.storeFile }),
    transfers: new Transfers(path.join(path.dirname(parts.storeFile), 'layerbench-transfers')),
  };
  void bundles.transfers.sweep();
  const { transfers } = bundles;
  const imports = new ImportService({ store, datasets, transfers, live, spawn: parts.spawnImport });
  const environment: Environment = {
    version: parts.version,
    engine: wasmEngine.id,
    host: parts.host,
    node: process.version,
    v8: process.versions.v8,
    cores,
    memory: totalmem(),
    storeFile: parts.storeFile,
  };
  const services: Services = {
    environment,
    store,
    datasets,
    dataLooks: new DataLookService({ store, datasets, spawn: parts.spawnLook }),
    imports,
    draft: new DraftService(store),
    designs: new DesignService({ store, transfers: bundles.transfers, clock }),
    runs,
    options,
    states,
    replays: new ReplayService(aside),
    ledgers: new LedgerService(store),
    findings: new FindingService(store, datasets),
    surfaces: new SurfaceService({ store, datasets, runs, states }),
    trash: new TrashService(store, live),
    bundles: { ...bundles, page: new BundlePage({ ...bundles, live }) },
    live,
    care: new StoreCare(careParts(parts)),
    exchange,
    simd: parts.simd,
    log,
  };
  const report = (cause: unknown) => log.error('The store did not answer', cause);
  const stopHeartbeat = clock.every(heartbeatEvery, () => void beat(services, owner).catch(report));
  const stopLooking = watchOthers(services, clock, report);
  const stopGiving = clock.every(
    giveSpaceBackEvery,
    () => void services.trash.giveWaitingSpace().catch(report),
  );
  // What an earlier window left waiting.
  void runs.queue.fill();

  return {
    services,
    router: createRouter(services),
    async close() {
      stopHeartbeat();
      stopLooking();
      stopGiving();
      await runs.interruptAll();
      await imports.close();
      await bundles.transfers.close();
      await store.close();
    },
  };
}

/** The care for the file of these parts, which needs no open store. */
export function careParts({ storeFile, spawnCare, clock, reveal }: AppParts): StoreCareParts {
  return { file: storeFile, spawnCare, clock, reveal: reveal ?? null };
}

/** Says that this process lives, while it has runs to lose, and notices runs whose process does not. */
async function beat({ store, runs, live }: Services, owner: RunOwner): Promise<void> {
  if (runs.activeCount > 0) await store.heartbeat(owner);
  if ((await store.interruptOrphans()).length > 0) live.storeChanged();
  // Memory may have become free, or a runner of a process that is gone.
  await runs.queue.fill();
}

/** Notices commits of other processes on the same file. */
function watchOthers(
  { store, live, runs }: Services,
  clock: Clock,
  report: (cause: unknown) => void,
): () => void {
  let known: number | null = null;
  const look = async () => {
    const version = await store.dataVersion();
    const isNew = known !== null && version !== known;
    known = version;
    if (!isNew) return;
    live.storeChanged();
    await runs.noticeOthers();
    await runs.queue.fill();
  };
  return clock.every(lookForOthersEvery, () => void look().catch(report));
}
