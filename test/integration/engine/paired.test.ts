import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { hashDesigns } from './hash-designs.ts';

const program = path.join(import.meta.dirname, 'print-hashes.ts');

/** In another process: V8's flags belong to all that it compiles. Only its compiler for x64 pairs vectors. */
async function hashWith(...flags: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program]);
  return stdout;
}

it.each([
  ['optimised at once', ['--no-liftoff']],
  [
    'in pairs of 128-bit vectors',
    ['--no-liftoff', ...(process.arch === 'x64' ? ['--experimental-wasm-revectorize'] : [])],
  ],
])('kernels compiled %s give the same bytes, with every tile', async (_how, flags) => {
  expect(await hashWith(...flags)).toBe(hashDesigns(false));
});
