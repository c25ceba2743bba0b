import type { Engine, OptimizerSpec } from '#shared/core/engine/engine.ts';
import { referenceEngine } from '#shared/core/engine/reference-engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { createPeakMeter } from './peak.ts';
import { readThreadTime } from './thread-time.ts';
import { workloads, type Workload } from './workloads.ts';

/**
 * Samples per second of both engines on the four workloads, side by side: in each round every contestant runs once,
 * so that what else the machine does meets all of them; time is that of the thread, without what others took. The median of the rounds is printed with their spread.
 *
 * Run with `node test/bench/engine.ts [rounds]`.
 */
const rounds = Number(process.argv[2] ?? 7);
/** Time of one contestant in one round, in milliseconds. */
const patience = 250;

const adam: OptimizerSpec = { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

interface Contestant {
  name: string;
  /** Samples per second. */
  run(): number;
}

function enter(
  name: string,
  engine: Engine,
  work: Workload,
  optimizer: OptimizerSpec,
  withScalars: boolean,
): Contestant {
  const m = work.spec.maxBatch;
  const trainer = engine.createTrainer({ ...work.spec, optimizer });
  const scalars = new Float32Array(trainer.scalarNames.length);
  return {
    name,
    run() {
      const started = readThreadTime();
      let steps = 0;
      do {
        // A small step is shorter than a look at the clock.
        for (let i = work.operations < 1e5 ? 100 : 1; i > 0; i--, steps++) {
          trainer.step(work.X, work.Y, m);
          if (withScalars) trainer.readScalars(scalars);
        }
      } while (readThreadTime() - started < patience);
      return (steps * m * 1000) / (readThreadTime() - started);
    },
  };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const print = (line: string) => process.stdout.write(`${line}\n`);

const measurePeak = await createPeakMeter();
measurePeak();
const peak = Math.max(...Array.from({ length: rounds }, measurePeak));
print(`128-bit multiply and add, one thread: ${peak.toFixed(1)} GF/s`);

for (const work of workloads) {
  const { optimizer } = work.spec;
  const contestants = [
    enter('reference@1', referenceEngine, work, optimizer, true),
    enter('wasm-simd@1', wasmEngine, work, optimizer, false),
    enter('  with scalars', wasmEngine, work, optimizer, true),
    enter('  with adam', wasmEngine, work, adam, false),
  ];
  for (const contestant of contestants) contestant.run();
  const found = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    contestants.forEach((contestant, index) => found[index]?.push(contestant.run()));
  print(`\n${work.name}  ${work.what}, batch ${work.spec.maxBatch}`);
  const first = median(found[0] ?? []);
  contestants.forEach(({ name }, index) => {
    const rates = found[index] ?? [];
    const rate = median(rates);
    const share = (rate / work.spec.maxBatch) * work.operations * 1e-9;
    print(
      [
        name.padEnd(16),
        `${Math.round(rate).toLocaleString('en').padStart(12)} samples/s`,
        `${(rate / first).toFixed(2).padStart(7)}×`,
        `${share.toFixed(1).padStart(6)} GF/s`,
        `${((100 * share) / peak).toFixed(0).padStart(3)} % of the peak`,
        `(${Math.round(Math.min(...rates)).toLocaleString('en')} … ${Math.round(Math.max(...rates)).toLocaleString('en')})`,
      ].join('  '),
    );
  });
}
