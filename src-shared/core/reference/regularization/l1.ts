/**
 * The L1 penalty λ₁ · Σ_l Σ|w| and its gradient λ₁ sign(W_l). Biases are not penalised, and the penalty is not
 * divided by m.
 */
export function l1Penalty(lambda: number, weights: readonly Float64Array[]): number {
  if (lambda === 0) return 0;
  return lambda * weights.reduce((sum, W) => W.reduce((total, w) => total + Math.abs(w), sum), 0);
}

/** dW := dW + λ₁ sign(W), with sign(0) = 0. */
export function addL1Gradient(lambda: number, W: Float64Array, dW: Float64Array): void {
  if (lambda === 0) return;
  for (let i = 0; i < W.length; i++) dW[i]! += lambda * Math.sign(W[i]!);
}
