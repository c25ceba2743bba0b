import path from 'node:path';
import { traceWasm } from '#shared/core/engine/wasm-engine.ts';
import { toCourseOrder } from '#shared/core/inspect/course-order.ts';
import { requireFiniteTrace } from '#shared/core/inspect/require-finite-trace.ts';
import { traceNetwork, type NetworkTrace } from '#shared/core/reference/network-trace.ts';
import type { Network } from '#shared/core/reference/network.ts';
import { widths, type Design } from '#shared/design/design.ts';
import { problem } from '#shared/problem.ts';
import type { FloatArray } from '../formats/npy.ts';
import { readNpzFile, writeNpzFile } from '../formats/npz-file.ts';
import { takeBatch, takeWeights, type Batch } from './network-arrays.ts';

export const precisions = ['f32', 'f64'] as const;
/** float32 of the engine, or float64 of the reference. */
export type Precision = (typeof precisions)[number];

export interface TraceRequest {
  design: Design;
  /** NPZ files: W1 b1 … WL bL, gamma_l and beta_l of normalised layers; X and Y; where to write. */
  weights: string;
  batch: string;
  out: string;
  precision: Precision;
}

/**
 * One forward and one backward pass over a batch, every value of it written to an NPZ file in the course's shapes.
 *
 * @throws ProblemError of a file or of an array in it
 * @throws DivergenceError where NaN or infinity appears; nothing is written then
 */
export async function traceToFile(request: TraceRequest): Promise<{ loss: number; out: string }> {
  const { design, weights, batch, out, precision } = request;
  if ([weights, batch].some((file) => path.resolve(file) === path.resolve(out)))
    throw problem('usage', { reason: `--out "${out}": it would replace what is read; name another file.` });
  const layers = takeWeights(design, await readNpzFile(weights), weights);
  const network: Network = { layers, loss: design.loss };
  const examples = takeBatch(design, await readNpzFile(batch), batch);
  const trace = run(network, examples, precision);
  requireFiniteTrace(trace);
  await writeNpzFile(out, nameArrays(design, network, examples, trace, precision));
  return { loss: trace.loss, out };
}

function run(network: Network, { X, Y, m }: Batch, precision: Precision): NetworkTrace<FloatArray['values']> {
  if (precision === 'f64') return traceNetwork(network, X, Y);
  return traceWasm(network, Float32Array.from(X), Float32Array.from(Y), m);
}

/** Every array of a trace under its name: what was read, what came forward, what came back. */
function* nameArrays(
  design: Design,
  network: Network,
  { X, Y, m }: Batch,
  { loss, layers }: NetworkTrace<FloatArray['values']>,
  precision: Precision,
): Generator<[string, FloatArray]> {
  const n = widths(design);
  const write = (values: FloatArray['values'], ...shape: number[]): FloatArray => ({
    shape,
    values: precision === 'f32' ? Float32Array.from(values) : values,
  });
  const perExample = (values: FloatArray['values'], rows: number) =>
    write(toCourseOrder(values, rows), rows, m);
  const n_0 = design.inputs;
  yield ['X', perExample(X, n_0)];
  yield ['Y', perExample(Y, n.at(-1) ?? 0)];
  yield ['A0', perExample(X, n_0)];
  for (const [index, { Z, A, dA, dZ, dW, db, dgamma, dbeta }] of layers.entries()) {
    const l = index + 1;
    const [n_prev, n_l] = [n[index] ?? 0, n[l] ?? 0];
    const { W, b, normalization } = network.layers[index] ?? { W: dW, b: db };
    yield [`W${l}`, write(W, n_l, n_prev)];
    yield [`b${l}`, write(b, n_l, 1)];
    if (normalization !== undefined) {
      yield [`gamma${l}`, write(normalization.gamma, n_l, 1)];
      yield [`beta${l}`, write(normalization.beta, n_l, 1)];
    }
    yield [`Z${l}`, perExample(Z, n_l)];
    yield [`A${l}`, perExample(A, n_l)];
    yield [`dA${l}`, perExample(dA, n_l)];
    yield [`dZ${l}`, perExample(dZ, n_l)];
    yield [`dW${l}`, write(dW, n_l, n_prev)];
    yield [`db${l}`, write(db, n_l, 1)];
    if (dgamma !== undefined) yield [`dgamma${l}`, write(dgamma, n_l, 1)];
    if (dbeta !== undefined) yield [`dbeta${l}`, write(dbeta, n_l, 1)];
  }
  yield ['loss', write(Float64Array.of(loss))];
  yield ['penalty', write(Float64Array.of(0))];
}
