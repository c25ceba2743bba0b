import type { Activation, Loss } from '../design.ts';

/** Each activation as NumPy: g(Z), and dZ from dA, Z and A. */
export const numpyActivations: Record<Activation, { forward: string; backward: string }> = {
  linear: { forward: 'return Z', backward: 'return dA' },
  sigmoid: {
    forward: 'E = np.exp(-np.abs(Z))\n    return np.where(Z >= 0, 1, E) / (1 + E)',
    backward: 'return dA * A * (1 - A)',
  },
  tanh: { forward: 'return np.tanh(Z)', backward: 'return dA * (1 - A**2)' },
  relu: { forward: 'return np.maximum(Z, 0)', backward: 'return dA * (Z > 0)' },
  leakyRelu: {
    forward: 'return np.where(Z > 0, Z, 0.01 * Z)',
    backward: 'return dA * np.where(Z > 0, 1, 0.01)',
  },
  elu: {
    forward: 'return np.where(Z > 0, Z, np.expm1(np.minimum(Z, 0)))',
    backward: 'return dA * np.where(Z > 0, 1, np.exp(np.minimum(Z, 0)))',
  },
  gelu: {
    forward: 'T = np.tanh(np.sqrt(2 / np.pi) * (Z + 0.044715 * Z**3))\n    return 0.5 * Z * (1 + T)',
    backward: `T = np.tanh(np.sqrt(2 / np.pi) * (Z + 0.044715 * Z**3))
    slope = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * Z**2)
    return dA * (0.5 * (1 + T) + 0.5 * Z * (1 - T**2) * slope)`,
  },
  silu: {
    forward: 'return Z / (1 + np.exp(-Z))',
    backward: 'S = 1 / (1 + np.exp(-Z))\n    return dA * S * (1 + Z * (1 - S))',
  },
  softmax: {
    forward: 'E = np.exp(Z - Z.max(axis=0, keepdims=True))\n    return E / E.sum(axis=0, keepdims=True)',
    backward: 'return A * (dA - (dA * A).sum(axis=0, keepdims=True))',
  },
};

/**
 * Each loss as NumPy: the mean over the m examples, and dA_L of each example's loss. Cross-entropies are read from Z,
 * where no logarithm meets a 0, and give dZ_L itself.
 */
export const numpyLosses: Record<Loss, { value: string; derivative: string; givesDZ: boolean }> = {
  binaryCrossEntropy: {
    value: 'return (np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))).sum() / m',
    derivative: 'return A - Y',
    givesDZ: true,
  },
  crossEntropy: {
    value: `top = Z.max(axis=0, keepdims=True)
    logarithms = Z - top - np.log(np.exp(Z - top).sum(axis=0, keepdims=True))
    return -(Y * logarithms).sum() / m`,
    derivative: 'return A - Y',
    givesDZ: true,
  },
  meanSquaredError: {
    value: 'return ((A - Y) ** 2).mean()',
    derivative: 'return 2 * (A - Y) / len(A)',
    givesDZ: false,
  },
  huber: {
    value: 'R = np.abs(A - Y)\n    return np.where(R <= 1, R**2 / 2, R - 0.5).mean()',
    derivative: 'return np.clip(A - Y, -1, 1) / len(A)',
    givesDZ: false,
  },
  hinge: {
    value: 'return np.maximum(0, 1 - (2 * Y - 1) * A).sum() / m',
    derivative: 'return np.where(1 - (2 * Y - 1) * A > 0, 1 - 2 * Y, 0)',
    givesDZ: false,
  },
};
