/**
 * Z = Z + A_k: the layer learns what is to be added to an earlier layer's output (He et al. 2016).
 * Z (n_l, m), A_k (n_k, m) → Z (n_l, m).
 *
 * @throws RangeError unless n_k = n_l
 */
export function residualForward(Z: Float64Array, A_skip: Float64Array): Float64Array {
  if (A_skip.length !== Z.length)
    throw new RangeError(`A_k has ${A_skip.length} entries and Z ${Z.length}; a residual needs n_k = n_l`);
  return Z.map((z, e) => z + A_skip[e]!);
}

/** The sum hands its derivative to both of its terms as it is: what A_k gets from this layer is dZ. */
export function residualBackward(dZ: Float64Array): Float64Array {
  return dZ;
}
