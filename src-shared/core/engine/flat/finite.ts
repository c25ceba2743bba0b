import { DivergenceError } from '../engine.ts';

/**
 * Σ x² over entries start … end − 1, in float64: no float32 overflows it, so it is finite if and only if every
 * entry is.
 *
 * @throws DivergenceError naming the layer and the tensor when it is not
 */
export function sumFiniteSquares(
  values: Float32Array,
  start: number,
  end: number,
  layer: number,
  tensor: string,
): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i]! * values[i]!;
  return requireFinite(sum, layer, tensor);
}

/** @throws DivergenceError naming the layer and the tensor when the value is not finite */
export function requireFinite(value: number, layer: number, tensor: string): number {
  if (!Number.isFinite(value)) throw new DivergenceError(layer, tensor);
  return value;
}
