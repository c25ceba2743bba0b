/** The columns of the dimensions, as the course names them. */
export const forward = ['W', 'b', 'Z', 'A'] as const;
export const backward = ['dW', 'db', 'dZ', 'dA'] as const;

/** Of a normalised layer, in the columns of W and b and of their gradients. */
export const norms = [
  { tensor: 'gamma', name: 'γ' },
  { tensor: 'beta', name: 'β' },
  { tensor: 'dgamma', name: 'dγ' },
  { tensor: 'dbeta', name: 'dβ' },
] as const;

export function isParameter(tensor: string): boolean {
  return ['W', 'b', 'gamma', 'beta'].includes(tensor);
}
