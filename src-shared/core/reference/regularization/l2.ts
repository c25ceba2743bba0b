/**
 * The L2 penalty λ/2 · Σ_l ‖W_l‖² and its gradient λ W_l. Biases are not penalised, and the penalty is not divided
 * by m: λ means the same for every batch size.
 */
export function l2Penalty(lambda: number, weights: readonly Float64Array[]): number {
  if (lambda === 0) return 0;
  const squares = weights.map((W) => W.reduce((sum, w) => sum + w * w, 0));
  return (lambda / 2) * squares.reduce((sum, square) => sum + square, 0);
}

/** dW := dW + λ W. */
export function addL2Gradient(lambda: number, W: Float64Array, dW: Float64Array): void {
  if (lambda === 0) return;
  for (let i = 0; i < W.length; i++) dW[i]! += lambda * W[i]!;
}
