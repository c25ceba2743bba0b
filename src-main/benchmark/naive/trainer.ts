import type { Unit } from './graph.ts';

interface Activation {
  value(z: number): number;
  derivative(z: number): number;
}

const tanh: Activation = {
  value: Math.tanh,
  derivative(z) {
    const a = tanh.value(z);
    return 1 - a * a;
  },
};
const sigmoid: Activation = {
  value: (z) => 1 / (1 + Math.exp(-z)),
  derivative(z) {
    const a = sigmoid.value(z);
    return a * (1 - a);
  },
};
/** Keeps the loss of an output that has rounded to 0 or 1 finite. */
const least = 1e-12;

/**
 * Training as TensorFlow Playground does it (D. Smilkov et al., *Direct-Manipulation Visualization of Deep Networks*,
 * arXiv:1708.03788), written plainly: objects for units and links, one example at a time forward and backward, the
 * derivatives added up in the objects, an update once per batch. Hidden layers are tanh; the one output is sigmoid
 * with binary cross-entropy.
 */
export class NaiveTrainer {
  readonly layers: Unit[][];
  readonly #learningRate: number;

  constructor(layers: Unit[][], learningRate: number) {
    this.layers = layers;
    this.#learningRate = learningRate;
  }

  /** @returns the mean loss of the batch before the update */
  step(batch: readonly { x: readonly number[]; y: number }[]): number {
    let sum = 0;
    for (const { x, y } of batch) {
      const a = this.forward(x);
      sum -= y === 1 ? Math.log(Math.max(a, least)) : Math.log(Math.max(1 - a, least));
      this.backward(y);
    }
    this.update();
    return sum / batch.length;
  }

  /** @returns a_L */
  forward(x: readonly number[]): number {
    const [inputs = [], ...rest] = this.layers;
    inputs.forEach((unit, index) => (unit.a = x[index] ?? 0));
    rest.forEach((layer, index) => {
      const activation = this.#activationOf(index + 1);
      for (const unit of layer) {
        unit.z = unit.bias;
        for (const link of unit.incoming) unit.z += link.weight * link.from.a;
        unit.a = activation.value(unit.z);
      }
    });
    return this.layers.at(-1)?.[0]?.a ?? NaN;
  }

  /** Adds the derivatives of the example that `forward` has just seen. */
  backward(y: number): void {
    for (const unit of this.layers.at(-1) ?? [])
      unit.da = (unit.a - y) / Math.max(unit.a * (1 - unit.a), least);
    for (let l = this.layers.length - 1; l >= 1; l--) {
      const layer = this.layers[l] ?? [];
      const activation = this.#activationOf(l);
      for (const unit of layer) {
        unit.dz = unit.da * activation.derivative(unit.z);
        unit.dbSum += unit.dz;
        unit.examples++;
        for (const link of unit.incoming) {
          link.dw = unit.dz * link.from.a;
          link.dwSum += link.dw;
          link.examples++;
        }
      }
      if (l === 1) continue;
      for (const unit of this.layers[l - 1] ?? []) {
        unit.da = 0;
        for (const link of unit.outgoing) unit.da += link.weight * link.to.dz;
      }
    }
  }

  /** One step of gradient descent with what has been added up since the last. */
  update(): void {
    for (const layer of this.layers.slice(1))
      for (const unit of layer) {
        if (unit.examples > 0) unit.bias -= (this.#learningRate * unit.dbSum) / unit.examples;
        unit.dbSum = 0;
        unit.examples = 0;
        for (const link of unit.incoming) {
          if (link.examples > 0) link.weight -= (this.#learningRate * link.dwSum) / link.examples;
          link.dwSum = 0;
          link.examples = 0;
        }
      }
  }

  #activationOf(l: number): Activation {
    return l === this.layers.length - 1 ? sigmoid : tanh;
  }
}
