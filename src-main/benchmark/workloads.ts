/** A network to train and how its examples are cut into batches: the same for every contestant, in any language. */
export interface Work {
  name: string;
  inputs: number;
  hidden: readonly number[];
  activation: 'tanh' | 'relu' | 'sigmoid';
  /** 1 is sigmoid with binary cross-entropy, more are softmax with cross-entropy. */
  outputs: number;
  batch: number;
  /** Batches in memory, taken in turn. */
  batches: number;
}

export const workloads: readonly Work[] = [
  { name: 'W1', inputs: 2, hidden: [8, 8], activation: 'tanh', outputs: 1, batch: 10, batches: 50 },
  { name: 'W2', inputs: 784, hidden: [128, 64], activation: 'relu', outputs: 10, batch: 64, batches: 8 },
  {
    ...{ name: 'W3', inputs: 784, hidden: Array<number>(10).fill(100) },
    ...{ activation: 'sigmoid', outputs: 10, batch: 64, batches: 8 },
  },
  { name: 'W4', inputs: 784, hidden: [1024, 1024], activation: 'relu', outputs: 10, batch: 256, batches: 8 },
];

/** e.g. `784-100×10-10 sigmoid, softmax, batch 64` */
export function describeWork({ inputs, hidden, activation, outputs, batch }: Work): string {
  const [first] = hidden;
  const repeated = hidden.length > 2 && hidden.every((units) => units === first);
  const middle = repeated ? `${first}×${hidden.length}` : hidden.join('-');
  const output = outputs === 1 ? 'sigmoid' : 'softmax';
  return `${inputs}-${middle}-${outputs} ${activation}, ${output}, batch ${batch}`;
}

/**
 * Multiplications and additions of one step, those of the matrix products: forward, dW, and dA of all layers but the
 * first, 2 for every weight and example each.
 */
export function countOperations({ inputs, hidden, outputs, batch }: Work): number {
  let sum = 0;
  let n_prev = inputs;
  [...hidden, outputs].forEach((units, index) => {
    sum += 2 * units * n_prev * batch * (index === 0 ? 2 : 3);
    n_prev = units;
  });
  return sum;
}
