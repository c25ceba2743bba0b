const oneNaN = 0x7fc00000;

/** A row-major buffer whose rows are compared: (m, width). */
export interface Rows {
  values: Float32Array;
  width: number;
}

/**
 * For every row, the first row that is equal to it in all of the buffers: itself where none came before. Empty fields
 * are equal to each other.
 *
 * @param parts buffers of the same m rows, compared together
 */
export function firstEqualRows(parts: readonly Rows[], m: number): Int32Array {
  const buckets = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, 2 * m)))).fill(-1);
  const mask = buckets.length - 1;
  const first = new Int32Array(m);
  const words = parts.map(({ values, width }) => ({ bits: canonicalBits(values), width }));
  for (let row = 0; row < m; row += 1) {
    let bucket = hashRow(words, row) & mask;
    let found = buckets[bucket] ?? -1;
    while (found >= 0 && !isSameRow(words, found, row)) {
      bucket = (bucket + 1) & mask;
      found = buckets[bucket] ?? -1;
    }
    if (found < 0) buckets[bucket] = row;
    first[row] = found < 0 ? row : found;
  }
  return first;
}

interface Words {
  bits: Uint32Array;
  width: number;
}

/** The bits of the values, of which equal ones have the same: −0 is 0, and one NaN stands for all. */
function canonicalBits(values: Float32Array): Uint32Array {
  const copy = Float32Array.from(values);
  const bits = new Uint32Array(copy.buffer);
  for (let at = 0; at < copy.length; at += 1) {
    const value = copy[at] ?? 0;
    if (value === 0) bits[at] = 0;
    else if (value !== value) bits[at] = oneNaN;
  }
  return bits;
}

/** FNV-1a over whole words, then mixed, since floats differ most in their upper bits. */
function hashRow(words: readonly Words[], row: number): number {
  let hash = 0x811c9dc5;
  for (const { bits, width } of words) {
    const end = (row + 1) * width;
    for (let at = row * width; at < end; at += 1) {
      hash = Math.imul(hash ^ (bits[at] ?? 0), 0x01000193);
      hash ^= hash >>> 15;
    }
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function isSameRow(words: readonly Words[], a: number, b: number): boolean {
  for (const { bits, width } of words)
    for (let at = 0; at < width; at += 1) if (bits[a * width + at] !== bits[b * width + at]) return false;
  return true;
}
