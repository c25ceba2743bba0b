import type { LayerShapes, Shape } from './shapes.ts';

/** Forward Z = W A, and the two products of the backward step: dW = dZ Aᵀ / m and dA_prev = Wᵀ dZ. */
export const productKinds = ['forward', 'weights', 'below'] as const;
export type ProductKind = (typeof productKinds)[number];

export interface Factor {
  /** As the course writes it, such as `W_2` or `A_1ᵀ`. */
  name: string;
  /** As it stands in the product. */
  shape: Shape;
  isParameter: boolean;
}

/** A dimension of a tensor of the table: its rows or its columns. */
export interface LitDimension {
  l: number;
  tensor: 'W' | 'A' | 'dZ';
  side: 'rows' | 'columns';
}

/** One product of a layer: (r, k)(k, c) = (r, c), whose inner dimensions k must agree. */
export interface Product {
  kind: ProductKind;
  left: Factor;
  right: Factor;
  result: Factor;
  /** What both inner dimensions are, such as `n_1` or `m`. */
  inner: string;
  fits: boolean;
  lit: readonly LitDimension[];
}

/**
 * @param W the matrix that stands in W's place, where it is not the layer's own, such as one of a file
 */
export function productOf(kind: ProductKind, layer: LayerShapes, W: Shape = layer.W): Product {
  const { l, Z } = layer;
  const below = l - 1;
  const A: Shape = [layer.W[1], Z[1]];
  const turned = ([rows, columns]: Shape): Shape => [columns, rows];
  // What stands before a normalisation is V, and its gradient dV; both have Z's shape.
  const dV = layer.gamma === undefined ? 'dZ' : 'dV';
  const factor = (name: string, shape: Shape, isParameter = false): Factor => ({ name, shape, isParameter });
  switch (kind) {
    case 'forward':
      return withFit({
        kind,
        left: factor(`W_${l}`, W, true),
        right: factor(`A_${below}`, A),
        result: factor(`Z_${l}`, Z),
        inner: `n_${below}`,
        lit: [
          { l, tensor: 'W', side: 'columns' },
          { l: below, tensor: 'A', side: 'rows' },
        ],
      });
    case 'weights':
      return withFit({
        kind,
        left: factor(`${dV}_${l}`, Z),
        right: factor(`A_${below}ᵀ`, turned(A)),
        result: factor(`dW_${l}`, layer.W),
        inner: 'm',
        lit: [
          { l, tensor: 'dZ', side: 'columns' },
          { l: below, tensor: 'A', side: 'columns' },
        ],
      });
    case 'below':
      return withFit({
        kind,
        left: factor(`W_${l}ᵀ`, turned(W), true),
        right: factor(`${dV}_${l}`, Z),
        result: factor(`dA_${below}`, A),
        inner: `n_${l}`,
        lit: [
          { l, tensor: 'W', side: 'rows' },
          { l, tensor: 'dZ', side: 'rows' },
        ],
      });
  }
}

function withFit(product: Omit<Product, 'fits'>): Product {
  return { ...product, fits: product.left.shape[1] === product.right.shape[0] };
}
