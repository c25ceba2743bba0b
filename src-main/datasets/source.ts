import type { DatasetSummary } from '#shared/contract/datasets.ts';
import { nearest } from '#shared/design/nearest.ts';
import { problem } from '#shared/problem.ts';
import { bundledDatasets, readBundled } from './bundled.ts';
import { DatasetCache } from './dataset-cache.ts';
import type { Dataset } from './dataset.ts';
import { generateDataset } from './generators/generate.ts';
import { parseOptions, printSource } from './generators/options.ts';
import { generators } from './generators/table.ts';
import { toSummary } from './summary.ts';

/** The names that `data` takes, in the order in which they are offered. */
export const builtInNames: readonly string[] = [...generators, ...bundledDatasets].map(({ name }) => name);

const cacheBytes = 128 * 1024 * 1024;
const storedPrefix = 'dataset:';

export interface DatasetSource {
  /**
   * Finds a dataset by its source text: a built-in name with its options, or `dataset:HASH`. What it returns is
   * shared by all callers and must not be changed.
   *
   * @throws ProblemError data.unknownSource, data.unknownOption, data.badOption, data.notInStore
   */
  resolve(source: string): Promise<Dataset>;
  /** The dataset of a source text, as `resolve` printed it, where it has been resolved of late. */
  atHand(source: string): Dataset | undefined;
  /** Lets go of what was resolved, because it is no longer there. */
  forget(source: string): void;
  /** Every built-in dataset, with its default options. */
  builtIns(): Promise<DatasetSummary[]>;
}

export interface DatasetPlaces {
  /** The folder that holds datasets/. */
  resourcesFolder: string;
  /** Reads an imported dataset; null when none has this hash. */
  readStored: (hash: string) => Promise<Dataset | null>;
}

export function createDatasetSource({ resourcesFolder, readStored }: DatasetPlaces): DatasetSource {
  const cache = new DatasetCache(cacheBytes);

  const cached = async (source: string, read: () => Promise<Dataset> | Dataset): Promise<Dataset> => {
    const kept = cache.get(source);
    if (kept !== undefined) return kept;
    const dataset = await read();
    cache.put(source, dataset);
    return dataset;
  };

  const resolve = async (source: string): Promise<Dataset> => {
    const text = source.trim();
    if (text.startsWith(storedPrefix))
      return cached(text, async () => (await readStored(hashIn(text))) ?? refuseAbsent(hashIn(text)));
    const colon = text.indexOf(':');
    const name = (colon < 0 ? text : text.slice(0, colon)).trim();
    const options = colon < 0 ? '' : text.slice(colon + 1);
    const generator = generators.find((known) => known.name === name);
    if (generator !== undefined) {
      const values = parseOptions(generator, options);
      return cached(printSource(generator, values), () => generateDataset(generator, values));
    }
    const bundled = bundledDatasets.find((known) => known.name === name);
    if (bundled === undefined) return refuse(text);
    refuseOptions(name, options);
    return cached(name, () => readBundled(bundled, resourcesFolder));
  };

  return {
    resolve,
    atHand: (source) => cache.get(source),
    forget: (source) => cache.remove(source),
    builtIns: async () => (await Promise.all(builtInNames.map(resolve))).map(toSummary),
  };
}

function hashIn(text: string): string {
  return text.slice(storedPrefix.length);
}

function refuseAbsent(hash: string): never {
  throw problem('data.notInStore', { hash });
}

function refuse(value: string): never {
  const name = value.split(':')[0] ?? '';
  throw problem('data.unknownSource', {
    value,
    nearest: nearest(name, builtInNames),
    accepted: builtInNames.join(', '),
  });
}

function refuseOptions(source: string, text: string): void {
  const option = text.split('=')[0]?.trim() ?? '';
  if (option !== '') throw problem('data.unknownOption', { source, option, accepted: 'none' });
}
