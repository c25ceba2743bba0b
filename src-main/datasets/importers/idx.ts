import { looksLikeGzip, unpackGzip, unpackStart } from '../../formats/gzip.ts';
import {
  longestIdxHeader,
  looksLikeIdx,
  readIdxHeader,
  readIdxNumbers,
  type IdxHeader,
} from '../../formats/idx.ts';
import { refusalsFor, type Refusals } from '../../formats/refusals.ts';
import type { ImportedFile, Importer } from '../table/importer.ts';
import { tableOfArrays } from './arrays/table-of-arrays.ts';
import { mostTableBytes, tellProgress } from './reading.ts';

/** Bytes of a packed file within which its header is found. */
const packedStart = 4096;

const endings = ['.idx', '.idx1-ubyte', '.idx3-ubyte', '-idx1-ubyte', '-idx3-ubyte'];

/** MNIST's format: images, or their labels, packed by gzip or not. */
export const idxImporter: Importer = {
  format: 'IDX',
  endings: [...endings, ...endings.map((ending) => `${ending}.gz`)],
  recognises: (head) => looksLikeIdx(startOf(head)),
  async read(file) {
    const { name, source } = file;
    const refusals = refusalsFor(name, this.format, ['.idx', '.idx.gz']);
    const head = startOf(source.read(0, Math.min(source.size, packedStart)));
    const header = readIdxHeader(head, refusals);
    if (header.size > mostTableBytes) throw refusals.tooLarge('byte 4', header.size, mostTableBytes, 'bytes');
    if (header.count === 0) throw refusals.empty();
    const bytes = await readWhole(file, header, refusals);
    const array = {
      kind: 'numbers' as const,
      name: columnName(header),
      shape: header.shape,
      isBytes: header.type.name === 'uint8',
      read: () => readIdxNumbers(bytes.subarray(header.start), header),
    };
    return tableOfArrays([array], file, refusals);
  },
};

function startOf(head: Uint8Array): Uint8Array {
  return looksLikeGzip(head) ? unpackStart(head, longestIdxHeader) : head.subarray(0, longestIdxHeader);
}

async function readWhole(file: ImportedFile, { size }: IdxHeader, refusals: Refusals): Promise<Uint8Array> {
  const { source } = file;
  if (looksLikeGzip(source.read(0, 2)))
    return unpackGzip(source, size, refusals, (share) => tellProgress(file, share));
  if (source.size < size) throw refusals.cut('byte 0', source.size, size);
  if (source.size > size) throw refusals.damaged(`byte ${size}`, `more than the ${size} bytes of its header`);
  return source.read(0, size);
}

function columnName({ shape }: IdxHeader): string {
  return shape.length === 1 ? 'label' : shape.length === 2 ? 'x' : 'image';
}
