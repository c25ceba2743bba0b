import fc from 'fast-check';
import { expect } from 'vitest';
import type { Importer } from '#main/datasets/table/importer.ts';
import type { Table } from '#main/datasets/table/table.ts';
import { isProblem } from '#shared/problem.ts';
import { importedFile } from './imported.ts';

/** Mutated files of each importer; more where everything is to be tested. */
const numRuns = process.env['LAYERBENCH_TEST_FULL'] !== undefined ? 10_000 : 1000;

/** Memory that a file of a few kilobytes may make the process take at most, in KiB. */
const mostGrowth = 700 * 1024;

type Mutation = (bytes: Buffer) => Buffer;

/** A place in a file; the first bytes, where most formats have their header, come as often as all others. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.1, noNaN: true }),
);
const at = (share: number, length: number) => Math.min(length - 1, Math.floor(share * length));

const flip = fc
  .array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 })
  .map((flips): Mutation => (bytes) => {
    for (const [share, mask] of flips) {
      const k = at(share, bytes.length);
      bytes[k] = (bytes[k] ?? 0) ^ mask;
    }
    return bytes;
  });

const cut = place.map(
  (share): Mutation =>
    (bytes) =>
      bytes.subarray(0, at(share, bytes.length)),
);

/** Numbers that a header may lie with. */
const number = fc.constantFrom(0, 1, 0x7f, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff);
const overwrite = fc
  .tuple(place, number, fc.constantFrom(1, 2, 4, 8), fc.boolean())
  .map(([share, value, size, bigEndian]): Mutation => (bytes) => {
    const written = Buffer.alloc(8);
    if (bigEndian) written.writeBigUInt64BE(BigInt(value));
    else written.writeBigUInt64LE(BigInt(value));
    const part = bigEndian ? written.subarray(8 - size) : written.subarray(0, size);
    part.copy(bytes, at(share, bytes.length));
    return bytes;
  });

const move = fc
  .tuple(place, place, fc.integer({ min: 1, max: 64 }))
  .map(([from, to, length]): Mutation => (bytes) => {
    const start = at(from, bytes.length);
    bytes.copyWithin(at(to, bytes.length), start, start + length);
    return bytes;
  });

const insert = fc
  .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 16 }))
  .map(([share, more]): Mutation => (bytes) => {
    const k = at(share, bytes.length);
    return Buffer.concat([bytes.subarray(0, k), more, bytes.subarray(k)]);
  });

const mutations = fc.array(fc.oneof(flip, overwrite, overwrite, cut, move, insert), {
  minLength: 1,
  maxLength: 3,
});

/**
 * Changes sound files at random, many times: every one of them is read as a table that is whole, or refused with one
 * problem that names the file; and none takes much memory.
 *
 * @param reseal makes right again, after the change, what would otherwise hide it, such as a checksum
 */
export async function expectTableOrProblem(
  importer: Importer,
  files: readonly { name: string; bytes: Uint8Array }[],
  reseal: (bytes: Buffer) => Buffer = (bytes) => bytes,
): Promise<void> {
  const before = process.resourceUsage().maxRSS;
  const outcomes = { table: 0, problem: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), mutations, async ({ name, bytes }, changes) => {
      const changed = changes.reduce<Buffer>(
        (next, change) => (next.length === 0 ? next : change(next)),
        Buffer.from(bytes),
      );
      try {
        expectWhole(await importer.read(importedFile(name, reseal(changed))));
        outcomes.table++;
      } catch (error) {
        if (!isProblem(error)) throw error;
        expect(error.message).toContain(name);
        outcomes.problem++;
      }
    }),
    { seed: 5, numRuns },
  );
  expect(outcomes.problem).toBeGreaterThan(numRuns / 20);
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(mostGrowth);
}

/** Every column has the rows that its table says. */
export function expectWhole({ rows, columns }: Table): void {
  expect(rows).toBeGreaterThan(0);
  expect(columns.length).toBeGreaterThan(0);
  for (const column of columns) {
    if (column.kind === 'number') expect(column.values.length).toBe(rows);
    else if (column.kind === 'block')
      expect(column.values.length).toBe(column.shape.reduce((product, size) => product * size, rows));
    else {
      expect(column.codes.length).toBe(rows);
      expect(column.codes.every((code) => code >= -1 && code < column.categories.length)).toBe(true);
    }
  }
}
