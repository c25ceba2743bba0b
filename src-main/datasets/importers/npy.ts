import { longestNpyHeader } from '../../formats/npy-header.ts';
import { storedNpy } from '../../formats/npy-array.ts';
import { refuseIn } from '../../formats/npz-problem.ts';
import { refusalsFor } from '../../formats/refusals.ts';
import type { Importer } from '../table/importer.ts';
import { tableOfArrays } from './arrays/table-of-arrays.ts';
import { tableName } from './reading.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** One array of NumPy; its first dimension counts the examples. */
export const npyImporter: Importer = {
  format: 'NPY',
  endings: ['.npy'],
  recognises: (head) => MAGIC.every((byte, k) => head[k] === byte),
  async read(file) {
    const { source, name } = file;
    const head = source.read(0, Math.min(source.size, longestNpyHeader));
    const read = () => source.read(0, source.size);
    const array = storedNpy(
      { name: tableName(name), place: 'byte 0', head, size: source.size, read },
      refuseIn(name),
    );
    return tableOfArrays([array], file, refusalsFor(name, this.format, this.endings));
  },
};
