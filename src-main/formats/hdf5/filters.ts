import { inflateSync } from 'node:zlib';
import { Filters } from 'jsfive';
import type { Refusals } from '../refusals.ts';

const DEFLATE = 1;
const SHUFFLE = 2;
const FLETCHER32 = 3;
const CHECKSUM = 4;

/** What the writer did to every chunk, in its order. */
export interface FilterPipeline {
  filters: readonly number[];
  /** Bytes of one element, and of one chunk before the filters. */
  itemSize: number;
  chunkSize: number;
}

/** @throws ProblemError format.unsupported */
export function refuseOtherFilters(filters: readonly number[], place: string, refusals: Refusals): void {
  const other = filters.find((filter) => ![DEFLATE, SHUFFLE, FLETCHER32].includes(filter));
  if (other !== undefined)
    throw refusals.unsupported(
      place,
      `the filter ${other}`,
      'gzip (1), shuffle (2), fletcher32 (3), or none',
    );
}

/**
 * Undoes the filters of a chunk; never more bytes than a chunk has.
 *
 * @param skipped bit k is set where filter k was not applied
 * @throws Error where the bytes are not what the filters make
 */
export function unfilter(packed: Uint8Array, skipped: number, pipeline: FilterPipeline): Uint8Array {
  const { filters, itemSize, chunkSize } = pipeline;
  let bytes = packed;
  for (let k = filters.length - 1; k >= 0; k--) {
    if ((skipped & (1 << k)) !== 0) continue;
    if (filters[k] === DEFLATE) bytes = inflateSync(bytes, { maxOutputLength: chunkSize + CHECKSUM });
    else if (filters[k] === SHUFFLE) bytes = unshuffle(bytes, itemSize);
    else bytes = checkSum(bytes, itemSize);
  }
  return bytes;
}

/** The first bytes of all elements, then the second, … back into elements. */
function unshuffle(bytes: Uint8Array, itemSize: number): Uint8Array {
  const items = Math.floor(bytes.length / itemSize);
  const whole = new Uint8Array(bytes);
  for (let j = 0; j < itemSize; j++)
    for (let i = 0; i < items; i++) whole[i * itemSize + j] = bytes[j * items + i] ?? 0;
  return whole;
}

function checkSum(bytes: Uint8Array, itemSize: number): Uint8Array {
  const check = Filters.get(FLETCHER32);
  return check === undefined ? bytes : new Uint8Array(check(new Uint8Array(bytes).buffer, itemSize));
}
