import { bundles } from './bundles.ts';
import { care } from './care.ts';
import { dataLooks } from './data-looks.ts';
import { datasets } from './datasets.ts';
import { designs } from './designs.ts';
import { draft } from './draft.ts';
import { environment } from './environment.ts';
import { events } from './events.ts';
import { gradients } from './gradients.ts';
import { imports } from './imports.ts';
import { options } from './options.ts';
import { queue } from './queue.ts';
import { runs } from './runs.ts';
import { trash } from './trash.ts';

/** Every call and event that crosses from the renderer to the services, by topic. */
export const contract = {
  environment,
  datasets,
  dataLooks,
  imports,
  draft,
  designs,
  runs,
  gradients,
  queue,
  options,
  trash,
  bundles,
  events,
  care,
};
export type Contract = typeof contract;
