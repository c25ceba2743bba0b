import type { Environment } from '#shared/contract/environment.ts';
import type { OpenStore } from '../store/client.ts';
import type { SimdVerdict } from '../training/simd/verdict.ts';
import type { BundleExport } from './bundle-export.ts';
import type { BundleImport } from './bundle-import.ts';
import type { BundlePage } from './bundle-page.ts';
import type { DataLookService } from './data-looks.ts';
import type { DatasetService } from './datasets.ts';
import type { DesignService } from './designs.ts';
import type { DraftService } from './drafts.ts';
import type { FindingService } from './findings.ts';
import type { LedgerService } from './ledgers.ts';
import type { ImportService } from './imports.ts';
import type { Live } from './live.ts';
import type { Log } from './log.ts';
import type { OptionService } from './options.ts';
import type { ReplayService } from './replays.ts';
import type { RunService } from './runs.ts';
import type { StateService } from './states.ts';
import type { StoreCare } from './store-care.ts';
import type { StoreExchange } from './store-exchange.ts';
import type { SurfaceService } from './surfaces.ts';
import type { TrashService } from './trash.ts';
import type { Transfers } from './transfers.ts';

/** What a user can do, one topic each; built by app.ts and called by every host. */
export interface Services {
  environment: Environment;
  store: OpenStore;
  datasets: DatasetService;
  dataLooks: DataLookService;
  imports: ImportService;
  draft: DraftService;
  designs: DesignService;
  runs: RunService;
  options: OptionService;
  states: StateService;
  replays: ReplayService;
  surfaces: SurfaceService;
  ledgers: LedgerService;
  findings: FindingService;
  trash: TrashService;
  bundles: { export: BundleExport; import: BundleImport; page: BundlePage; transfers: Transfers };
  live: Live;
  care: StoreCare;
  exchange: StoreExchange;
  /** How wide the engine's vectors are here; found out at the first call. */
  simd: () => Promise<SimdVerdict>;
  log: Log;
}
