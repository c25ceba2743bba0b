import { mostBatches, wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { drawExamples } from '#main/benchmark/examples.ts';
import { countOperations, workloads } from '#main/benchmark/workloads.ts';
import { readThreadTime } from '#main/benchmark/thread-time.ts';
const only = (process.argv[2] ?? 'W1,W2,W3,W4').split(',');
const variants = (process.argv[3] ?? '4x8,4x16,2x16').split(',');
const ms = Number(process.argv[4] ?? 300);
const paired = process.execArgv.some((a) => a.includes('revectorize'));
for (const work of workloads.filter((w) => only.includes(w.name))) {
  const { inputs, hidden, activation, outputs, batch, batches } = work;
  const init = { kind: activation === 'relu' ? 'he' : 'xavier' } as const;
  const spec = { inputs, layers: [...hidden.map((units) => ({ units, activation, init })), { units: outputs, activation: outputs === 1 ? 'sigmoid' : 'softmax', init }], loss: outputs === 1 ? 'binaryCrossEntropy' : 'crossEntropy', optimizer: { kind: 'sgd', learningRate: 0.01 }, regularization: { l1: 0, l2: 0, maxNorm: 0, clipValue: 0, clipNorm: 0 }, seed: 1, maxBatch: batch } as any;
  const { X, Y } = drawExamples(work);
  const make = (v: string) => {
    const [tile, every] = v.split('/');
    const t = wasmEngine.createTrainer(spec, { examples: batch * batches, tile: tile as any, paired });
    t.setExamples(X, Y, batch * batches);
    t.measureEvery = Number(every ?? 0);
    return () => {
      const s = readThreadTime(); let n = 0;
      do { t.trainBatches({ first: 0, count: Math.min(batches, mostBatches), batchSize: batch, isShuffled: false }); n += Math.min(batches, mostBatches); } while (readThreadTime() - s < ms / 1000);
      return (n * batch) / (readThreadTime() - s);
    };
  };
  const cs = variants.map((v) => [v, make(v)] as const);
  for (const c of cs) c[1]();
  const r = cs.map(() => [] as number[]);
  for (let k = 0; k < 5; k++) cs.forEach((c, i) => r[i]!.push(c[1]()));
  cs.forEach((c, i) => { const v = Math.max(...r[i]!); console.log(work.name, c[0].padEnd(6), Math.round(v), 'samples/s (best)', ((v / batch) * countOperations(work) * 1e-9).toFixed(1), 'GF/s'); });
}
