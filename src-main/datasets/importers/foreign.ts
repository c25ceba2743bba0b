import type { Importer } from '../table/importer.ts';
import { imageArchiveImporter } from './images/read-image-folder.ts';
import { hdf5Importer } from './hdf5.ts';
import { idxImporter } from './idx.ts';
import { npyImporter } from './npy.ts';
import { npzImporter } from './npz.ts';
import { parquetImporter } from './parquet/parquet.ts';

/** The importers of formats that other programs write, besides tables of text. */
export const foreignImporters: readonly Importer[] = [
  npyImporter,
  npzImporter,
  idxImporter,
  hdf5Importer,
  parquetImporter,
  imageArchiveImporter,
];

export { readImageFolder } from './images/read-image-folder.ts';
