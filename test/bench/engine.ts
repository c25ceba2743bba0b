import type { NetworkTrainer } from '#shared/core/engine/engine.ts';
import { referenceEngine } from '#shared/core/engine/reference-engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { workloads, type Workload } from './workloads.ts';

/**
 * Whole training steps of the engines side by side on one thread: interleaved rounds, so that a machine that slows
 * down slows both, and medians. `node test/bench/engine.ts [ROUNDS]`
 */
const rounds = Number(process.argv[2] ?? 7);
const millisecondsPerTurn = 200;

process.stdout.write('            samples/s: plain    compiled    ratio (lowest to highest)   GFLOP/s\n');
for (const workload of workloads) {
  const plain = referenceEngine.createTrainer(workload.spec);
  const compiled = wasmEngine.createTrainer(workload.spec);
  // Once before counting, so that both are compiled and their memory is touched.
  measure(plain, workload);
  measure(compiled, workload);
  const pairs = Array.from(
    { length: rounds },
    () => [measure(plain, workload), measure(compiled, workload)] as const,
  );
  const ratios = pairs.map(([a, b]) => b / a).sort((a, b) => a - b);
  const [a, b] = [median(pairs.map(([value]) => value)), median(pairs.map(([, value]) => value))];
  const spread = `${median(ratios).toFixed(1)} (${ratios[0]?.toFixed(1)} to ${ratios.at(-1)?.toFixed(1)})`;
  const gigaflops = ((b / workload.spec.maxBatch) * workload.operations) / 1e9;
  process.stdout.write(
    `${workload.name}  ${count(a).padStart(20)} ${count(b).padStart(11)}    ${spread.padEnd(25)} ${gigaflops.toFixed(1)}\n`,
  );
}

/** Samples per second over one turn. */
function measure(trainer: NetworkTrainer, { X, Y, spec }: Workload): number {
  const start = performance.now();
  let steps = 0;
  let elapsed = 0;
  while (elapsed < millisecondsPerTurn) {
    for (let i = 0; i < 4; i++) trainer.step(X, Y, spec.maxBatch);
    steps += 4;
    elapsed = performance.now() - start;
  }
  return (steps * spec.maxBatch * 1000) / elapsed;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
