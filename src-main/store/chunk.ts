import { checksum, toBytes, toFloat32, toInt32 } from './blobs.ts';

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

export interface Points {
  steps: Int32Array;
  values: Float32Array;
}

/** @param points n ≥ 1 rising steps and as many values */
export function encodeChunk({ steps, values }: Points): ChunkRow {
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
export function decodeChunk(row: ChunkRow): Points | null {
  const { first_step, last_step, n } = row;
  if (checksumOf(first_step, last_step, n, row.steps, row.values) !== row.crc) return null;
  const steps = row.steps ? toInt32(row.steps) : spread(first_step, last_step, n);
  return { steps, values: toFloat32(row.values) };
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
  const even = spread(steps[0] as number, steps[steps.length - 1] as number, steps.length);
  return steps.every((step, i) => step === even[i]);
}

function spread(first: number, last: number, n: number): Int32Array {
  const stride = n > 1 ? (last - first) / (n - 1) : 0;
  return Int32Array.from({ length: n }, (_, i) => first + i * stride);
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
