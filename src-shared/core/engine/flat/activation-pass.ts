import { exp, expm1, sigmoid, tanh } from '../../numerics/exponential.ts';
import type { ActivationName } from '../engine.ts';

/** g_l over the first m examples of a buffer, forward and backward. */
export interface ActivationPass {
  /** Z (n, m) → A (n, m). */
  forward(Z: Float32Array, A: Float32Array, m: number, n: number): void;
  /** dA (n, m) in place to dZ (n, m). */
  backward(dZ: Float32Array, Z: Float32Array, A: Float32Array, m: number, n: number): void;
}

const LEAK = 0.01;
const GELU_SCALE = 0.7978845608028654;
const GELU_CUBIC = 0.044715;

/** The passes by name; the formulas and their sources are in `reference/activations`. */
export const activationPasses: Readonly<Record<ActivationName, ActivationPass>> = {
  linear: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = Z[i]!;
    },
    backward: () => undefined,
  },
  sigmoid: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = sigmoid(Z[i]!);
    },
    backward: (dZ, _Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) dZ[i]! *= A[i]! * (1 - A[i]!);
    },
  },
  tanh: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = tanh(Z[i]!);
    },
    backward: (dZ, _Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) dZ[i]! *= 1 - A[i]! * A[i]!;
    },
  },
  relu: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = Z[i]! < 0 ? 0 : Z[i]!;
    },
    backward: (dZ, Z, _A, m, n) => {
      for (let i = 0; i < m * n; i++) dZ[i]! *= Z[i]! > 0 ? 1 : 0;
    },
  },
  leakyRelu: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = Z[i]! > 0 ? Z[i]! : LEAK * Z[i]!;
    },
    backward: (dZ, Z, _A, m, n) => {
      for (let i = 0; i < m * n; i++) dZ[i]! *= Z[i]! > 0 ? 1 : LEAK;
    },
  },
  elu: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = Z[i]! > 0 ? Z[i]! : expm1(Z[i]!);
    },
    backward: (dZ, Z, _A, m, n) => {
      for (let i = 0; i < m * n; i++) dZ[i]! *= Z[i]! > 0 ? 1 : exp(Z[i]!);
    },
  },
  gelu: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = Z[i]! * geluGate(Z[i]!);
    },
    backward: (dZ, Z, _A, m, n) => {
      for (let i = 0; i < m * n; i++) {
        const z = Z[i]!;
        const s = geluGate(z);
        dZ[i]! *= s + 2 * z * s * (1 - s) * GELU_SCALE * (1 + 3 * GELU_CUBIC * z * z);
      }
    },
  },
  silu: {
    forward: (Z, A, m, n) => {
      for (let i = 0; i < m * n; i++) A[i] = Z[i]! * sigmoid(Z[i]!);
    },
    backward: (dZ, Z, _A, m, n) => {
      for (let i = 0; i < m * n; i++) {
        const s = sigmoid(Z[i]!);
        dZ[i]! *= s * (1 + Z[i]! * (1 - s));
      }
    },
  },
  softmax: { forward: softmaxForward, backward: softmaxBackward },
};

/** (1 + tanh u) / 2 = 1 / (1 + e^−2u), which keeps the digits of a very negative u. */
function geluGate(z: number): number {
  return sigmoid(2 * GELU_SCALE * (z + GELU_CUBIC * z * z * z));
}

function softmaxForward(Z: Float32Array, A: Float32Array, m: number, n: number): void {
  for (let start = 0; start < m * n; start += n) {
    let largest = Z[start]!;
    for (let j = 1; j < n; j++) if (Z[start + j]! > largest) largest = Z[start + j]!;
    let sum = 0;
    for (let j = 0; j < n; j++) sum += exp(Z[start + j]! - largest);
    // Computed twice rather than read back, so that the sum is of the same numbers that it divides.
    for (let j = 0; j < n; j++) A[start + j] = exp(Z[start + j]! - largest) / sum;
  }
}

function softmaxBackward(dZ: Float32Array, _Z: Float32Array, A: Float32Array, m: number, n: number): void {
  for (let start = 0; start < m * n; start += n) {
    let shared = 0;
    for (let j = 0; j < n; j++) shared += A[start + j]! * dZ[start + j]!;
    for (let j = 0; j < n; j++) dZ[start + j] = A[start + j]! * (dZ[start + j]! - shared);
  }
}
