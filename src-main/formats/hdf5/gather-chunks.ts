import type { Refusals } from '../refusals.ts';
import type { Chunk } from './chunk-tree.ts';
import { unfilter, type FilterPipeline } from './filters.ts';

/**
 * The bytes of a whole data set from its chunks. What no chunk holds stays 0.
 *
 * @param shape of the data set
 * @param chunkShape of every chunk; those at the edges reach beyond the data set
 * @throws ProblemError format.damaged
 */
export function gatherChunks(
  file: Uint8Array,
  chunks: readonly Chunk[],
  shape: readonly number[],
  chunkShape: readonly number[],
  pipeline: FilterPipeline,
  place: string,
  refusals: Refusals,
): Uint8Array {
  const count = shape.reduce((product, size) => product * size, 1);
  const whole = new Uint8Array(count * pipeline.itemSize);
  for (const chunk of chunks) {
    const bytes = unpack(file, chunk, pipeline, place, refusals);
    if (!chunk.offset.every((at, axis) => at % (chunkShape[axis] ?? 1) === 0 && at < (shape[axis] ?? 0)))
      throw refusals.damaged(place, `a chunk at (${chunk.offset.join(', ')})`);
    copyChunk(bytes, chunk.offset, chunkShape, whole, shape, pipeline.itemSize);
  }
  return whole;
}

function unpack(
  file: Uint8Array,
  { start, size, skippedFilters }: Chunk,
  pipeline: FilterPipeline,
  place: string,
  refusals: Refusals,
): Uint8Array {
  if (start + size > file.length) throw refusals.cut(place, Math.max(0, file.length - start), size);
  const refuse = () => refusals.damaged(place, `the chunk at byte ${start}`);
  let bytes: Uint8Array;
  try {
    bytes = unfilter(file.subarray(start, start + size), skippedFilters, pipeline);
  } catch {
    throw refuse();
  }
  if (bytes.length !== pipeline.chunkSize) throw refuse();
  return bytes;
}

/** Copies what of a chunk lies inside the data set, a run along the last axis at a time. */
function copyChunk(
  chunk: Uint8Array,
  offset: readonly number[],
  chunkShape: readonly number[],
  whole: Uint8Array,
  shape: readonly number[],
  itemSize: number,
): void {
  const last = shape.length - 1;
  const inside = shape.map((size, axis) => Math.min(chunkShape[axis] ?? 0, size - (offset[axis] ?? 0)));
  const run = (inside[last] ?? 0) * itemSize;
  const index = shape.map(() => 0);
  const runs = inside.slice(0, -1).reduce((product, size) => product * size, 1);
  for (let k = 0; k < runs; k++) {
    let [from, to] = [0, 0];
    for (let axis = 0; axis <= last; axis++) {
      from = from * (chunkShape[axis] ?? 0) + (index[axis] ?? 0);
      to = to * (shape[axis] ?? 0) + (index[axis] ?? 0) + (offset[axis] ?? 0);
    }
    whole.set(chunk.subarray(from * itemSize, from * itemSize + run), to * itemSize);
    for (let axis = last - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next === inside[axis] ? 0 : next;
      if (next !== inside[axis]) break;
    }
  }
}
