import type { Activation } from '#shared/design/design.ts';

/** An activation as a picture needs it: g and g′ at one z. Softmax has no curve: it looks at all units at once. */
export interface Curve {
  value: (z: number) => number;
  derivative: (z: number) => number;
}

const logistic = (z: number) => 1 / (1 + Math.exp(-z));
const geluBend = (z: number) => Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3);

export const curves: { [A in Activation]: Curve | null } = {
  linear: { value: (z) => z, derivative: () => 1 },
  sigmoid: { value: logistic, derivative: (z) => logistic(z) * (1 - logistic(z)) },
  tanh: { value: Math.tanh, derivative: (z) => 1 - Math.tanh(z) ** 2 },
  relu: { value: (z) => Math.max(0, z), derivative: (z) => (z > 0 ? 1 : 0) },
  leakyRelu: { value: (z) => (z > 0 ? z : 0.01 * z), derivative: (z) => (z > 0 ? 1 : 0.01) },
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), derivative: (z) => (z > 0 ? 1 : Math.exp(z)) },
  gelu: {
    value: (z) => z * logistic(2 * geluBend(z)),
    derivative: (z) => {
      const s = logistic(2 * geluBend(z));
      return s + 2 * z * s * (1 - s) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
    },
  },
  silu: {
    value: (z) => z * logistic(z),
    derivative: (z) => logistic(z) * (1 + z * (1 - logistic(z))),
  },
  softmax: null,
};

const paths = new Map<string, string>();

/** The SVG paths of g and g′, made once for each activation and size; null where there is no curve. */
export function activationPaths(
  activation: Activation,
  width: number,
  height: number,
): { value: string; derivative: string } | null {
  const curve = curves[activation];
  if (curve === null) return null;
  const pathOf = (part: keyof Curve) => {
    const key = `${activation} ${part} ${width} ${height}`;
    const path = paths.get(key) ?? curvePath(curve[part], width, height);
    paths.set(key, path);
    return path;
  };
  return { value: pathOf('value'), derivative: pathOf('derivative') };
}

/** The SVG path of a function over z from −4 to 4, `width` by `height` units, y from −1.4 to 1.4. */
export function curvePath(f: (z: number) => number, width: number, height: number): string {
  const points = Array.from({ length: 81 }, (_, index) => {
    const z = (index - 40) / 10;
    const x = ((z + 4) / 8) * width;
    const y = height / 2 - (Math.max(-1.6, Math.min(1.6, f(z))) / 1.4) * (height / 2);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return `M${points.join('L')}`;
}
