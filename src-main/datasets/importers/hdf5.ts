import { listDataSets } from '../../formats/hdf5/list-data-sets.ts';
import { looksLikeHdf5, openHdf5 } from '../../formats/hdf5/open-file.ts';
import { refusalsFor } from '../../formats/refusals.ts';
import type { Importer } from '../table/importer.ts';
import { tableOfArrays } from './arrays/table-of-arrays.ts';
import { tellProgress } from './reading.ts';

/** HDF5, as h5py writes it; the course's files are known by `train_set_x`, `train_set_y`, `list_classes` and so on. */
export const hdf5Importer: Importer = {
  format: 'HDF5',
  endings: ['.h5', '.hdf5', '.he5'],
  recognises: looksLikeHdf5,
  async read(file) {
    const refusals = refusalsFor(file.name, this.format, this.endings);
    const open = await openHdf5(file.source, refusals, (share) => tellProgress(file, share / 2));
    const second = { ...file, progress: (share: number) => file.progress((1 + share) / 2) };
    return tableOfArrays(listDataSets(open, refusals), second, refusals);
  },
};
