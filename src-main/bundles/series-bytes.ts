import type { RecordedGroup } from '../store/api.ts';
import type { RunFacts } from './schemas.ts';

/**
 * series.bin: of every group its steps, int32 (n), then its rows, float32 (n, keys), little-endian. Every NaN has the same
 * bits, so that the same series have the same bytes.
 */
export function toSeriesBytes(groups: readonly RecordedGroup[]): Uint8Array[] {
  return groups.flatMap(({ steps, values }) => [bytesOf(steps), bytesOf(withOneNaN(values))]);
}

export function seriesSize(series: RunFacts['series']): number {
  return series.reduce((sum, { keys, rows }) => sum + 4 * rows * (1 + keys.length), 0);
}

/** @param bytes as many as `seriesSize` says */
export function fromSeriesBytes(bytes: Uint8Array, series: RunFacts['series']): RecordedGroup[] {
  // Numbers need their own alignment.
  const { buffer } = new Uint8Array(bytes);
  let at = 0;
  return series.map(({ group, keys, rows }) => {
    const steps = new Int32Array(buffer, at, rows);
    const values = new Float32Array(buffer, at + 4 * rows, rows * keys.length);
    at += 4 * rows * (1 + keys.length);
    return { group, keys, steps, values };
  });
}

function withOneNaN(values: Float32Array): Float32Array {
  return values.some(Number.isNaN) ? values.map((value) => (Number.isNaN(value) ? NaN : value)) : values;
}

function bytesOf(values: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
