import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { createNetwork } from '#shared/core/reference/network.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { parametersOf } from '#shared/core/reference/layers/layer.ts';
const acts = ['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu', 'silu'];
const opts: any[] = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9 },
  { kind: 'nesterov', learningRate: 0.1, momentum: 0.9 },
  { kind: 'rmsprop', learningRate: 0.01, beta2: 0.9, epsilon: 1e-6 },
  { kind: 'adagrad', learningRate: 0.05, epsilon: 1e-6 },
  { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-6 },
  { kind: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-6, weightDecay: 0.1 },
];
let worst = 0;
for (let seed = Number(process.argv[2] ?? 0); seed < Number(process.argv[3] ?? 200); seed++) {
  const s = createGenerator(seed).stream('fuzz');
  const pick = <T>(xs: T[]) => xs[s.integer(xs.length)]!;
  const inputs = 1 + s.integer(9),
    L = 1 + s.integer(4);
  const loss = pick(['binaryCrossEntropy', 'crossEntropy', 'meanSquaredError', 'huber', 'hinge']);
  const widths = [inputs];
  const w0 = 1 + s.integer(20);
  const layers: any[] = [];
  for (let l = 1; l <= L; l++) {
    const last = l === L;
    const units = last
      ? loss === 'crossEntropy'
        ? 2 + s.integer(9)
        : 1 + s.integer(3)
      : s.uniform() < 0.6
        ? w0
        : 1 + s.integer(40);
    const layer: any = {
      units,
      activation: last
        ? (({ binaryCrossEntropy: 'sigmoid', crossEntropy: 'softmax', hinge: 'linear' } as any)[loss] ??
          pick(acts))
        : pick(acts),
      init: { kind: pick(['xavier', 'he', 'lecun', 'orthogonal']) },
    };
    if (s.uniform() < 0.4) layer.normalization = pick(['batch', 'layer']);
    if (!last && s.uniform() < 0.3) layer.dropout = 0.3;
    const ks = widths
      .map((w, k) => [w, k])
      .filter(([w]) => w === units)
      .map(([, k]) => k!);
    if (ks.length && s.uniform() < 0.6) layer.residualFrom = pick(ks);
    layers.push(layer);
    widths.push(units);
  }
  const reg = {
    l1: pick([0, 0.01]),
    l2: pick([0, 0.01]),
    maxNorm: pick([0, 1]),
    clipValue: pick([0, 0.05]),
    clipNorm: pick([0, 0.1]),
  };
  const optimizer = pick(opts);
  const spec: any = { inputs, layers, loss, optimizer, regularization: reg, seed, maxBatch: 16 };
  const t = wasmEngine.createTrainer(spec);
  t.measureEvery = 1;
  const net = createNetwork(spec);
  for (const l of net.layers) for (const p of parametersOf(l)) p.set(Float32Array.from(p));
  const step = createTrainStep(net, spec);
  const n_L = widths[L]!;
  let err = 0,
    at = '';
  for (let i = 0; i < 3; i++) {
    const m = pick([1, 5, 8, 16]) + (layers.some((l) => l.normalization === 'batch') ? 0 : 0);
    const X = Float32Array.from({ length: m * inputs }, s.normal);
    const Y = new Float32Array(m * n_L);
    for (let k = 0; k < m; k++)
      if (loss === 'crossEntropy') Y[k * n_L + s.integer(n_L)] = 1;
      else
        for (let j = 0; j < n_L; j++)
          Y[k * n_L + j] = loss === 'meanSquaredError' || loss === 'huber' ? s.normal() : s.integer(2);
    const a = t.step(X, Y, m),
      b = step(Float64Array.from(X), Float64Array.from(Y));
    const e = Math.abs(a - b) / (Math.abs(b) + 1e-3);
    if (e > err) {
      err = e;
      at = `loss step ${i}`;
    }
    if (i === 0) {
      let k = 0;
      net.layers.forEach((l, index) =>
        parametersOf(l).forEach((p) => {
          const v = t.parameters[k]!;
          k++;
          const scale = Math.max(1e-2, ...p.map(Math.abs));
          p.forEach((x, j) => {
            const d = Math.abs(x - v.values[j]!) / scale;
            if (d > err) {
              err = d;
              at = `${v.name} step ${i}`;
            }
          });
        }),
      );
      for (const st of t.statistics) {
        const l = Number(st.name.match(/\d+/)![0]);
        const r = (net.layers[l - 1] as any).normalization.running;
        const q = st.name.includes('Mean') ? r.mean : r.variance;
        st.values.forEach((x, j) => {
          const d = Math.abs(x - q[j]) / (Math.abs(q[j]) + 1e-3);
          if (d > err) {
            err = d;
            at = st.name;
          }
        });
      }
    }
  }
  worst = Math.max(worst, err);
  if (err > 1e-3)
    console.log(
      seed,
      err.toExponential(2),
      at,
      optimizer.kind,
      loss,
      JSON.stringify(layers.map((l) => [l.units, l.activation, l.normalization, l.dropout, l.residualFrom])),
      JSON.stringify(reg),
    );
}
console.log('worst', worst);
