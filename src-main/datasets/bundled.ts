import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importCsv } from './csv/import-csv.ts';
import type { Dataset } from './dataset.ts';

interface BundledDataset {
  name: string;
  file: string;
  target: string;
}

/** The real data that ships with the workbench; where it comes from stands in resources/datasets/README.md. */
export const bundledDatasets: readonly BundledDataset[] = [
  { name: 'iris', file: 'iris.csv', target: 'species' },
  { name: 'digits', file: 'digits-8x8.csv', target: 'digit' },
];

/** @param resourcesFolder the folder that holds datasets/ */
export async function readBundled(bundled: BundledDataset, resourcesFolder: string): Promise<Dataset> {
  const { name, file, target } = bundled;
  const text = await readFile(path.join(resourcesFolder, 'datasets', file), 'utf8');
  return { ...importCsv(text, file, { target }), source: name, name, origin: 'bundled' };
}
