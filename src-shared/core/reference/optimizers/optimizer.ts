/** Moves one parameter tensor, in place, against its gradient; remembers what it needs for the next step. */
export type UpdateRule = (parameter: Float64Array, gradient: Float64Array) => void;

/** Opens a rule for a tensor of that many entries. */
export type Optimizer = (size: number) => UpdateRule;
