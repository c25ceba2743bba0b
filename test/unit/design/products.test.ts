import { describe, expect, it } from 'vitest';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { productKinds, productOf } from '#shared/design/products.ts';
import { shapesOf } from '#shared/design/shapes.ts';
import { designFor } from '#shared/design/task.ts';

const design = designFor({ kind: 'binary', inputs: 5, outputs: 1 }, parseLayers('8:relu,4:tanh'), 'net');
const [, second] = shapesOf(design, 32).layers;
if (second === undefined) throw new Error('there is a second layer');

describe.each(productKinds)('the product %s', (kind) => {
  const product = productOf(kind, second);

  it('has inner dimensions that agree, and the shape of what it gives', () => {
    const [{ shape: left }, { shape: right }] = [product.left, product.right];
    expect(product.fits).toBe(true);
    expect(left[1]).toBe(right[0]);
    expect(product.result.shape).toEqual([left[0], right[1]]);
  });
});

it('the products of a layer are those of the course', () => {
  const said = productKinds.map((kind) => {
    const { left, right, result, inner } = productOf(kind, second);
    return [left.name, right.name, result.name, inner];
  });
  expect(said).toEqual([
    ['W_2', 'A_1', 'Z_2', 'n_1'],
    ['dZ_2', 'A_1ᵀ', 'dW_2', 'm'],
    ['W_2ᵀ', 'dZ_2', 'dA_1', 'n_2'],
  ]);
});

it('another W in its place does not fit, and says so', () => {
  expect(productOf('forward', second, [4, 6]).fits).toBe(false);
  expect(productOf('below', second, [3, 8]).fits).toBe(false);
});
