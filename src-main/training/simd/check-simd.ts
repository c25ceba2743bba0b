import type { Worker } from 'node:worker_threads';
import { setOptimisedAtOnce, setPairing } from './flags.ts';
import type { SimdVerdict } from './verdict.ts';

export interface SimdCheckParts {
  /** What LAYERBENCH_SIMD says; 128 leaves pairs off without a look. */
  setting: string | undefined;
  /** As `process.arch`. */
  arch: string;
  /** Starts `probe.ts`, or its built form. */
  spawn: () => Worker;
  /** How long the probe may take, in milliseconds. */
  patience: number;
}

/**
 * Finds out how wide the engine's vectors may be in this process, and sets V8's flags accordingly; kernels compiled
 * from then on follow. A probe that crashes, hangs or cannot start leaves them at 128 bits. Never rejects.
 */
export async function checkSimd({ setting, arch, spawn, patience }: SimdCheckParts): Promise<SimdVerdict> {
  if (setting === '128') return { level: '128', reason: 'LAYERBENCH_SIMD=128 asks for it' };
  if (arch !== 'x64') return { level: '128', reason: `vectors are paired only on x64, and this is ${arch}` };
  const verdict = await runProbe(spawn, patience).catch((cause: unknown): SimdVerdict => ({
    level: '128',
    reason: `the check of pairs failed: ${cause instanceof Error ? cause.message : String(cause)}`,
  }));
  // The flags belong to the process, so the probe may have left them either way.
  setPairing(verdict.level === '256');
  setOptimisedAtOnce(verdict.level === '256');
  return verdict;
}

async function runProbe(spawn: () => Worker, patience: number): Promise<SimdVerdict> {
  const worker = spawn();
  const answer = Promise.withResolvers<SimdVerdict>();
  worker.once('message', answer.resolve);
  worker.once('error', answer.reject);
  worker.once('exit', (code) =>
    answer.reject(new Error(`its thread ended without an answer (code ${code})`)),
  );
  const timer = setTimeout(
    () => answer.reject(new Error(`it gave no answer within ${patience} ms`)),
    patience,
  );
  try {
    return await answer.promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
