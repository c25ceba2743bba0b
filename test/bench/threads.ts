import { Worker } from 'node:worker_threads';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { workloads } from './workloads.ts';
const paired = process.execArgv.some((a) => a.includes('revectorize'));
const only = (process.argv[2] ?? 'W1,W2,W3,W4').split(',');
for (const work of workloads.filter((w) => only.includes(w.name))) {
  const m = work.spec.maxBatch;
  const make = async (threads: number, tile: any) => {
    const workers: Worker[] = [];
    const t = wasmEngine.createTrainer(work.spec, { threads, tile, paired, examples: m, startThread: (a) => { workers.push(new Worker(new URL('./assist.ts', import.meta.url), { workerData: a })); } });
    t.setExamples(work.X, work.Y, m);
    if (threads > 1) await setTimeout(500);
    return { t, workers, threads, tile };
  };
  const cs = await Promise.all([make(1, '4x16'), make(2, '4x16')]);
  const steps = (c: any, n: number) => { for (let i = 0; i < n; i++) { const r = c.t.trainBatches({ first: 0, count: 1, batchSize: m, isShuffled: false }); if (r.taken !== 1) throw new Error('diverged'); } };
  const N = Math.max(3, Math.round(1.5e10 / work.operations / 4));
  const rates = cs.map(() => [] as number[]);
  for (const c of cs) steps(c, Math.min(N, 2000));
  for (let k = 0; k < 5; k++) cs.forEach((c, i) => { const s = performance.now(); steps(c, Math.min(N, 5000)); rates[i]!.push((Math.min(N, 5000) * m * 1000) / (performance.now() - s)); });
  const hash = (c: any) => { const h = createHash('sha256'); for (const p of c.t.parameters) h.update(new Uint8Array(Float32Array.from(p.values).buffer)); return h.digest('hex').slice(0, 8); };
  cs.forEach((c, i) => console.log(work.name, c.threads, c.tile, Math.round(rates[i]!.sort((a, b) => a - b)[2]!), hash(c)));
  for (const c of cs) { c.t.dispose(); for (const w of c.workers) await new Promise((r) => w.once('exit', r)); }
}
