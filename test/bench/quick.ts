import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { workloads } from './workloads.ts';
import { readThreadTime } from './thread-time.ts';
const only = (process.argv[2] ?? 'W1,W2,W3,W4').split(',');
const variants = (process.argv[3] ?? '4x8,4x16,2x16').split(',');
const paired = process.execArgv.some((a) => a.includes('revectorize'));
const adam = { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
for (const work of workloads.filter((w) => only.includes(w.name))) {
  const m = work.spec.maxBatch;
  const make = (tile: any, every = 0, opt: any = work.spec.optimizer) => {
    const count = work.operations < 1e5 ? 128 : 1;
    const t = wasmEngine.createTrainer({ ...work.spec, optimizer: opt }, { examples: m * count, tile, paired });
    const X = new Float32Array(count * work.X.length); const Y = new Float32Array(count * work.Y.length); for (let i = 0; i < count; i++) { X.set(work.X, i * work.X.length); Y.set(work.Y, i * work.Y.length); }
    t.setExamples(X, Y, m * count);
    t.measureEvery = every;
    const bs = m;
    return () => {
      const s = readThreadTime(); let n = 0;
      do { for (let i = 0; i < 1; i++) { t.trainBatches({ first: 0, count, batchSize: bs, isShuffled: false }); n += count; } } while (readThreadTime() - s < 300);
      return (n * m * 1000) / (readThreadTime() - s);
    };
  };
  const cs: [string, () => number][] = [...variants.map((v) => [v, make(v)] as [string, () => number])];
  if (process.argv[4]) { cs.push(['adam', make(variants[0], 0, adam)]); cs.push(['scal', make(variants[0], 1)]); }
  for (const c of cs) c[1]();
  const r = cs.map(() => [] as number[]);
  for (let k = 0; k < 5; k++) cs.forEach((c, i) => r[i]!.push(c[1]()));
  cs.forEach((c, i) => { const v = r[i]!.sort((a, b) => a - b)[2]!; console.log(work.name, c[0].padEnd(6), Math.round(v), 'samples/s', ((v / m) * work.operations * 1e-9).toFixed(1), 'GF/s'); });
}
