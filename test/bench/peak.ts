import asc from 'assemblyscript/asc';
import { readThreadTime } from './thread-time.ts';

const CHAINS = 12;
/** Independent chains of a rounded multiplication and a rounded addition: enough to keep every unit of a core busy. */
const source = `
export function multiplyAndAdd(rounds: i32): f32 {
  // From the argument: a constant would be made anew for every use.
  const factor = f32x4.splat(1 - <f32>rounds * 1e-10);
  const term = f32x4.splat(<f32>rounds * 0.001);
  ${each((i) => `let s${i} = f32x4.splat(${i});`)}
  for (let i = 0; i < rounds; i++) {
    ${each((i) => `s${i} = f32x4.add(f32x4.mul(s${i}, factor), term);`)}
    ${each((i) => `s${i} = f32x4.add(f32x4.mul(s${i}, factor), term);`)}
  }
  let sum = f32x4.splat(0);
  ${each((i) => `sum = f32x4.add(sum, s${i});`)}
  return f32x4.extract_lane(sum, 0);
}`;
const ROUNDS = 10_000_000;

function each(line: (i: number) => string): string {
  return Array.from({ length: CHAINS }, (_, i) => line(i)).join('\n  ');
}

/** Builds the loop that measures what one core gives at most in 128-bit multiplications and additions. */
export async function createPeakMeter(): Promise<() => number> {
  const { binary } = await compile();
  const { instance } = await WebAssembly.instantiate(binary);
  const { multiplyAndAdd } = instance.exports as { multiplyAndAdd: (rounds: number) => number };
  return () => {
    const started = readThreadTime();
    multiplyAndAdd(ROUNDS);
    // Two rounds of CHAINS vectors of four, a multiplication and an addition each.
    return (ROUNDS * 2 * CHAINS * 4 * 2) / (readThreadTime() - started) / 1e6;
  };
}

async function compile(): Promise<{ binary: BufferSource }> {
  const { error, binary } = await asc.compileString(source, {
    runtime: 'stub',
    enable: ['simd'],
    optimizeLevel: 3,
    noAssert: true,
  });
  if (error !== null || binary === null) throw new Error('The loop does not compile.', { cause: error });
  return { binary: Uint8Array.from(binary) };
}
