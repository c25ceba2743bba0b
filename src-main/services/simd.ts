import type { Worker } from 'node:worker_threads';
import { checkSimd } from '../training/simd/check-simd.ts';
import type { SimdVerdict } from '../training/simd/verdict.ts';

/** Much longer than the probe takes, also on a busy machine; in milliseconds. */
const patience = 5000;

/** V8's flags belong to the process, and so does the answer. */
let verdict: Promise<SimdVerdict> | undefined;

/**
 * How wide the engine's vectors may be: looked at once in a process, when it is first asked for.
 *
 * @param setting what LAYERBENCH_SIMD says
 */
export function createSimdCheck(
  setting: string | undefined,
  spawn: () => Worker,
): () => Promise<SimdVerdict> {
  return () => (verdict ??= checkSimd({ setting, arch: process.arch, spawn, patience }));
}
