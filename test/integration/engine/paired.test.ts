import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { examples } from '#test/unit/core/engine/train-design.ts';
import { hashDesigns } from './hash-designs.ts';

const program = path.join(import.meta.dirname, 'print-hashes.ts');
let plain: string;

beforeAll(async () => {
  plain = await hashDesigns((spec, tile) => wasmEngine.createTrainer(spec, { examples, tile }));
});

/** In another process: V8's flags belong to all that it compiles. */
async function hashWith(flags: readonly string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program]);
  return stdout.split(' ');
}

// Only V8's compiler for x64 pairs vectors, and only its second compiler does.
const pairs = process.arch === 'x64' ? ['--experimental-wasm-revectorize'] : [];

it.each([
  ['optimised at once', ['--no-liftoff']],
  ['in pairs of 128-bit vectors', ['--no-liftoff', ...pairs]],
])(
  'kernels compiled %s give the same bytes, with every tile, by one thread and by two',
  async (_how, flags) => {
    expect(await hashWith(flags)).toEqual([plain, plain]);
  },
);
