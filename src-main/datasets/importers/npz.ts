import { listNpzArrays } from '../../formats/npz-arrays.ts';
import { refuseIn } from '../../formats/npz-problem.ts';
import { refusalsFor } from '../../formats/refusals.ts';
import type { Importer } from '../table/importer.ts';
import { tableOfArrays } from './arrays/table-of-arrays.ts';

/** Several arrays of NumPy under their names: X and y, or x_train, y_train, x_test and y_test. */
export const npzImporter: Importer = {
  format: 'NPZ',
  endings: ['.npz'],
  recognises: (head) => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5),
  async read(file) {
    const arrays = listNpzArrays(file.source, refuseIn(file.name));
    return tableOfArrays(arrays, file, refusalsFor(file.name, this.format, this.endings));
  },
};
