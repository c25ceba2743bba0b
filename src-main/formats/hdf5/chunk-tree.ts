import type { Refusals } from '../refusals.ts';
import { readNumber } from './layout.ts';

/** One piece of a data set: where its first element stands in the set, and its bytes in the file. */
export interface Chunk {
  offset: number[];
  start: number;
  size: number;
  /** Bit k is set where filter k was not applied. */
  skippedFilters: number;
}

const TREE = 0x45455254;

/**
 * The chunks of a data set, from its B-tree of version 1 (HDF5 File Format Specification, III.A.1).
 *
 * @param axes of the data set and one more, as its keys have it
 * @param most chunks that the data set can have
 * @throws ProblemError format.damaged; RangeError where a node lies beyond the file
 */
export function listChunks(
  file: DataView,
  root: number,
  axes: number,
  most: number,
  place: string,
  refusals: Refusals,
): Chunk[] {
  const chunks: Chunk[] = [];
  const seen = new Set<number>();
  const waiting = [{ address: root, level: undefined as number | undefined }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { address } = node;
    const level = file.getUint8(address + 5);
    const isNode = file.getUint32(address, true) === TREE && file.getUint8(address + 4) === 1;
    if (!isNode || seen.has(address) || (node.level !== undefined && level !== node.level))
      throw refusals.damaged(place, `the node at byte ${address}`);
    seen.add(address);
    const count = file.getUint16(address + 6, true);
    const keySize = 8 + 8 * axes;
    for (let k = 0; k < count; k++) {
      const key = address + 24 + k * (keySize + 8);
      const start = readNumber(file, key + keySize);
      if (level > 0) waiting.push({ address: start, level: level - 1 });
      else chunks.push({ start, ...readKey(file, key, axes) });
      if (chunks.length > most || waiting.length > most)
        throw refusals.damaged(place, `more than ${most} chunks`);
    }
  }
  return chunks;
}

function readKey(file: DataView, key: number, axes: number): Omit<Chunk, 'start'> {
  return {
    size: file.getUint32(key, true),
    skippedFilters: file.getUint32(key + 4, true),
    offset: Array.from({ length: axes - 1 }, (_, k) => readNumber(file, key + 8 + 8 * k)),
  };
}
