import { crc32 } from 'node:zlib';
import type { SeriesRows } from './api.ts';
import { toBytes, toFloat32, toInt32 } from './blobs.ts';

/** Rows of a group that were appended together, as they lie in the tail. */
export interface TailBlock {
  /** Of the first row. */
  step: number;
  /** int32, of every row; null where there is one row. */
  steps: Uint8Array | null;
  /** float32, (n, width). */
  values: Uint8Array;
  /** uint32, the CRC-32 of every row's step and values; null where there is one row. */
  checks: Uint8Array | null;
  /** CRC-32 of all steps, then all values. */
  crc: number;
}

type Rows = Pick<SeriesRows, 'steps' | 'values'>;

/** @param rows n ≥ 1 */
export function encodeBlock({ steps, values }: Rows): TailBlock {
  const stepBytes = toBytes(steps);
  const valueBytes = toBytes(values);
  const isOne = steps.length === 1;
  return {
    step: steps[0] as number,
    steps: isOne ? null : stepBytes,
    values: valueBytes,
    checks: isOne ? null : toBytes(checkRows(stepBytes, valueBytes)),
    crc: crc32(valueBytes, crc32(stepBytes)),
  };
}

/** @returns null when the checksum does not fit: some byte is not what was written */
export function decodeBlock(block: TailBlock, width: number): Rows | null {
  const steps = stepsOf(block);
  if (block.values.length !== steps.length * width) return null;
  if (crc32(block.values, crc32(steps)) !== block.crc) return null;
  return { steps: toInt32(steps), values: toFloat32(block.values) };
}

/** Which rows of a block are not what was written; the first where that cannot be told. */
export function damagedSteps(block: TailBlock, width: number): number[] {
  if (decodeBlock(block, width)) return [];
  const bytes = stepsOf(block);
  const fits = block.values.length === bytes.length * width && block.checks?.length === bytes.length;
  if (!fits || block.checks === null) return [block.step];
  const checks = toInt32(block.checks);
  const found = checkRows(bytes, block.values);
  const damaged = [...toInt32(bytes)].filter((_, i) => checks[i] !== found[i]);
  return damaged.length > 0 ? damaged : [block.step];
}

function stepsOf({ step, steps }: TailBlock): Uint8Array {
  return steps ?? toBytes(Int32Array.of(step));
}

/** The CRC-32 of every row: its step, then its values. */
function checkRows(steps: Uint8Array, values: Uint8Array): Int32Array {
  const n = steps.length / 4;
  const width = values.length / n;
  const record = new Uint8Array(4 + width);
  return Int32Array.from({ length: n }, (_, i) => {
    record.set(steps.subarray(4 * i, 4 * i + 4));
    record.set(values.subarray(width * i, width * (i + 1)), 4);
    return crc32(record);
  });
}
