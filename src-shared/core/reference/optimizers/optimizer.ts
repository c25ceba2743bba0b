/**
 * Moves one parameter tensor, in place, against its gradient; remembers what it needs for the next step.
 * `factor` is the schedule's: the step is taken with α times it.
 */
export type UpdateRule = (parameter: Float64Array, gradient: Float64Array, factor?: number) => void;

/** Opens a rule for a tensor of that many entries: a W, or one of b, gamma and beta. */
export type Optimizer = (size: number, isWeight?: boolean) => UpdateRule;
