import type { Dataset } from 'jsfive';
import { isProblem, type ProblemError } from '#shared/problem.ts';
import type { Refusals } from '../refusals.ts';
import type { StoredArray } from '../stored-array.ts';
import { listChunks } from './chunk-tree.ts';
import { acceptedTypes, elementType, type ElementType } from './element-type.ts';
import { refuseOtherFilters } from './filters.ts';
import { gatherChunks } from './gather-chunks.ts';
import { readLayout, type Layout } from './layout.ts';
import { inLibrary } from './open-file.ts';
import type { TextHeap } from './text-heap.ts';

const DATASPACE = 0x0001;
const DATATYPE = 0x0003;
const LAYOUT = 0x0008;
const SHARED = 2;
const MOST_AXES = 32;
/** The most that one data set may unpack to, and how many times its file that may be. */
const MOST_BYTES = 2 ** 31;
const MOST_RATIO = 1032;

/** What data sets of one file have in common. */
export interface FileBytes {
  bytes: Uint8Array;
  view: DataView;
  heap: TextHeap;
}

/**
 * A data set as an array that is read when asked for. jsfive says its shape, type and filters; its bytes are read here,
 * each size checked against the file before anything of that size is made.
 *
 * @returns undefined for a single value
 * @throws ProblemError, also where the array is read
 */
export function storedDataSet(
  name: string,
  dataset: Dataset,
  file: FileBytes,
  refusals: Refusals,
): StoredArray | undefined {
  const place = JSON.stringify(`/${name}`);
  const shape = inLibrary(place, refusals, () => {
    // jsfive reads half of each size; the other half would be of sizes beyond 2³².
    refuseHighSizes(file.view, messageAt(dataset, DATASPACE), place, refusals);
    return dataset.shape;
  });
  if (shape.length === 0) return undefined;
  if (shape.length > MOST_AXES) throw refusals.tooLarge(place, shape.length, MOST_AXES, 'dimensions');
  const count = shape.reduce((product, size) => product * size, 1);
  const type = findType(dataset, place, refusals);
  if (isProblem(type)) return { kind: 'numbers', name, shape, isBytes: false, read: () => raise(type) };
  const read = () =>
    inLibrary(place, refusals, () => readBytes(dataset, shape, type.size, file, place, refusals));
  return type.kind === 'numbers'
    ? { kind: 'numbers', name, shape, isBytes: type.isBytes, read: () => type.read(read(), count) }
    : { kind: 'words', name, shape, read: () => type.read(read(), count, file.heap) };
}

/** The type, or what is to be said where the data set is needed and its type is not read. */
function findType(dataset: Dataset, place: string, refusals: Refusals): ElementType | ProblemError {
  try {
    return inLibrary(place, refusals, () => {
      const [message] = dataset._dataobjects.find_msg_type(DATATYPE);
      if ((Number(message?.get('flags')) & SHARED) !== 0)
        throw refusals.unsupported(place, 'a type kept apart', 'types kept with their data set');
      return elementType(dtypeOf(dataset, place, refusals), place, refusals);
    });
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
}

function dtypeOf(dataset: Dataset, place: string, refusals: Refusals): Dataset['dtype'] {
  try {
    return dataset.dtype;
  } catch (error) {
    // jsfive throws a text for a type that it knows of and does not read.
    if (typeof error === 'string')
      throw refusals.unsupported(place, error.replace(/[.!]$/, ''), acceptedTypes);
    throw error;
  }
}

function raise(error: Error): never {
  throw error;
}

function readBytes(
  dataset: Dataset,
  shape: readonly number[],
  itemSize: number,
  { bytes, view }: FileBytes,
  place: string,
  refusals: Refusals,
): Uint8Array {
  const layout = readLayout(view, messageAt(dataset, LAYOUT), place, refusals);
  const needed = shape.reduce((product, size) => product * size, itemSize);
  if (needed > MOST_BYTES) throw refusals.tooLarge(place, needed, MOST_BYTES, 'bytes');
  if (layout.kind === 'whole') {
    if (layout.size !== needed) throw refusals.cut(place, layout.size, needed);
    if (layout.start + needed > bytes.length)
      throw refusals.cut(place, Math.max(0, bytes.length - layout.start), needed);
    return bytes.subarray(layout.start, layout.start + needed);
  }
  if (needed > MOST_RATIO * bytes.length)
    throw refusals.cut(place, bytes.length, Math.ceil(needed / MOST_RATIO));
  const chunkShape = chunkShapeOf(layout, shape, itemSize, place, refusals);
  const chunkSize = chunkShape.reduce((product, size) => product * size, itemSize);
  const most = shape.reduce((product, size, axis) => product * Math.ceil(size / (chunkShape[axis] ?? 1)), 1);
  const chunks = listChunks(view, layout.tree, shape.length + 1, most, place, refusals);
  const filters = (dataset._dataobjects.filter_pipeline ?? []).map((filter) =>
    Number(filter.get('filter_id')),
  );
  refuseOtherFilters(filters, place, refusals);
  return gatherChunks(bytes, chunks, shape, chunkShape, { filters, itemSize, chunkSize }, place, refusals);
}

function chunkShapeOf(
  { chunk }: Layout & { kind: 'chunks' },
  shape: readonly number[],
  itemSize: number,
  place: string,
  refusals: Refusals,
): number[] {
  if (chunk.length !== shape.length + 1 || chunk.at(-1) !== itemSize || chunk.includes(0))
    throw refusals.damaged(place, `chunks of (${chunk.join(', ')})`);
  const chunkShape = chunk.slice(0, -1);
  const bytes = chunk.reduce((product, size) => product * size, 1);
  if (bytes > MOST_BYTES) throw refusals.tooLarge(place, bytes, MOST_BYTES, 'bytes');
  return chunkShape;
}

/** Where a message of the data set's header begins. */
function messageAt(dataset: Dataset, type: number): number {
  const at = dataset._dataobjects.find_msg_type(type)[0]?.get('offset_to_message');
  if (typeof at !== 'number') throw new Error(`message ${type} is missing`);
  return at;
}

function refuseHighSizes(view: DataView, at: number, place: string, refusals: Refusals): void {
  const begin = at + (view.getUint8(at) === 1 ? 8 : 4);
  const axes = view.getUint8(at + 1);
  for (let k = 0; k < axes; k++) {
    const size = Number(view.getBigUint64(begin + 8 * k, true));
    if (size >= 2 ** 32) throw refusals.tooLarge(place, size, 2 ** 32 - 1, 'rows');
  }
}
