import type { SeriesPoints, SeriesRows } from './api.ts';
import { checksum, toBytes, toInt32 } from './blobs.ts';

/** Rows of one series, sealed. */
export interface ChunkRow {
  first_step: number;
  last_step: number;
  n: number;
  /** Of the finite values; null where there is none. */
  min: number | null;
  max: number | null;
  nan: number;
  inf: number;
  /** int32; null where the steps are evenly spaced. */
  steps: Uint8Array | null;
  /** float32. */
  values: Uint8Array;
  crc: number;
}

/** A chunk without its summary: what reading its points takes. */
export type SealedPoints = Pick<ChunkRow, 'first_step' | 'last_step' | 'n' | 'steps' | 'values' | 'crc'>;

/** @param points n ≥ 1 rising steps and as many values */
export function encodeChunk({ steps, values }: Pick<SeriesRows, 'steps' | 'values'>): ChunkRow {
  const first_step = steps[0] as number;
  const last_step = steps[steps.length - 1] as number;
  const n = steps.length;
  const stepBytes = isEven(steps) ? null : toBytes(steps);
  const valueBytes = toBytes(values);
  return {
    first_step,
    last_step,
    n,
    ...summarize(values),
    steps: stepBytes,
    values: valueBytes,
    crc: checksumOf(first_step, last_step, n, stepBytes, valueBytes),
  };
}

/** @returns null when the checksum does not fit: some byte is not what was written */
export function decodeChunk(row: SealedPoints): SeriesPoints | null {
  const n = countPoints(row);
  const points = { steps: new Int32Array(n), values: new Float32Array(n) };
  return decodeInto(row, points, 0) ? points : null;
}

/** Of the bytes there are: what the row itself says may be what is damaged. */
export function countPoints({ values }: Pick<ChunkRow, 'values'>): number {
  return Math.floor(values.length / 4);
}

/** Writes a chunk's points into longer arrays, from `at` on; false as `decodeChunk` gives null. */
export function decodeInto(row: SealedPoints, into: SeriesPoints, at: number): boolean {
  const { first_step, last_step, n, steps, values } = row;
  const fits = values.length === 4 * n && (steps === null || steps.length === 4 * n);
  if (!fits || checksumOf(first_step, last_step, n, steps, values) !== row.crc) return false;
  if (steps) into.steps.set(toInt32(steps), at);
  else spread(first_step, last_step, into.steps.subarray(at, at + n));
  new Uint8Array(into.values.buffer).set(values, 4 * at);
  return true;
}

function checksumOf(
  first: number,
  last: number,
  n: number,
  steps: Uint8Array | null,
  values: Uint8Array,
): number {
  return checksum([first, last, n, steps === null ? 1 : 0], ...(steps ? [steps] : []), values);
}

function isEven(steps: Int32Array): boolean {
  const stride = (steps[1] ?? 0) - (steps[0] ?? 0);
  for (let i = 2; i < steps.length; i++)
    if ((steps[i] as number) - (steps[i - 1] as number) !== stride) return false;
  return true;
}

/** Fills `steps` evenly from the first to the last. */
function spread(first: number, last: number, steps: Int32Array): void {
  const stride = steps.length > 1 ? (last - first) / (steps.length - 1) : 0;
  for (let i = 0; i < steps.length; i++) steps[i] = first + i * stride;
}

function summarize(values: Float32Array): Pick<ChunkRow, 'min' | 'max' | 'nan' | 'inf'> {
  let [min, max, nan, inf] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) nan++;
    else if (!Number.isFinite(value)) inf++;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max, nan, inf } : { min: null, max: null, nan, inf };
}
