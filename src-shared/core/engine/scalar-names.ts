/**
 * The numbers of a step, four for each layer: ‖dW_l‖ with the penalty's λW_l, ‖dZ_l‖ over the batch, ‖W_l‖ after
 * the update, and ‖ΔW_l‖ / ‖W_l‖ against W_l before it.
 */
export const scalarNames = ['grad.norm.dW', 'grad.norm.dZ', 'norm.W', 'update.ratio'] as const;
export type ScalarName = (typeof scalarNames)[number];

/** The names for layers 1…L, e.g. `grad.norm.dW[1]`. */
export function listScalarNames(L: number): string[] {
  return Array.from({ length: L }, (_, index) => scalarNames.map((name) => `${name}[${index + 1}]`)).flat();
}
