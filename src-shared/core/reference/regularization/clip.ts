/** Brings each entry of each gradient into [−most, most], in place; 0 is no bound. */
export function clipByValue(gradients: readonly Float64Array[], most: number): void {
  if (most === 0) return;
  for (const gradient of gradients)
    for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-most, Math.min(most, gradient[i]!));
}

/**
 * Scales all gradients together down to the Frobenius norm `most`, in place, so that a step keeps its direction
 * (Pascanu, Mikolov and Bengio 2013, Algorithm 1); 0 is no bound.
 */
export function clipByNorm(gradients: readonly Float64Array[], most: number): void {
  const norm = Math.sqrt(
    gradients.reduce((sum, gradient) => gradient.reduce((total, value) => total + value * value, sum), 0),
  );
  if (most === 0 || norm <= most) return;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i]! *= most / norm;
}
