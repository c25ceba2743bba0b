import type { EntrantId } from './entrants.ts';

/** What a speed is divided by, and what the quotient is to reach on each workload. */
export interface Comparison {
  of: EntrantId;
  over: EntrantId;
  label: string;
  /** Numbers to reach, by workload; none where there is no goal. */
  goals: Readonly<Record<string, number>>;
  /** Both on the clock, where several threads work at once. */
  onTheClock?: boolean;
  /** The quotient is told as what `of` costs: its goal is a most, in per cent. */
  asCost?: boolean;
}

/** The table of the design's section on speed, and what it has no number for. */
export const comparisons: readonly Comparison[] = [
  { of: 'engine', over: 'naive', label: 'naive (Playground)', goals: { W1: 12.9 } },
  { of: 'engine', over: 'synaptic', label: 'synaptic', goals: { W1: 5 } },
  { of: 'engine', over: 'tfjs-wasm', label: 'tfjs wasm', goals: { W1: 308, W2: 11, W3: 11.5, W4: 29 } },
  { of: 'engine', over: 'tfjs-cpu', label: 'tfjs cpu', goals: {} },
  { of: 'engine', over: 'convnetjs', label: 'convnetjs', goals: {} },
  { of: 'engine', over: 'brainjs', label: 'brain.js', goals: {} },
  { of: 'engine', over: 'numpy', label: 'NumPy', goals: {} },
  { of: 'engine', over: 'pytorch', label: 'PyTorch', goals: { W1: 99, W2: 0.72, W3: 0.76, W4: 0.52 } },
  {
    ...{ of: 'engine-256', over: 'pytorch', label: 'PyTorch, engine at 256 bits' },
    goals: { W2: 1.36, W3: 1.22, W4: 0.96 },
  },
  { of: 'engine-256', over: 'engine', label: '256 bits over 128', goals: {} },
  {
    ...{ of: 'engine-2-threads', over: 'engine', label: '2 threads over 1' },
    goals: { W2: 1.3, W4: 1.7 },
    onTheClock: true,
  },
  {
    ...{ of: 'engine-scalars', over: 'engine', label: 'scalars cost' },
    goals: { W1: 10, W2: 5, W3: 5, W4: 5 },
    asCost: true,
  },
  {
    ...{ of: 'engine-adam', over: 'engine', label: 'Adam costs' },
    goals: { W2: 15, W3: 15, W4: 15 },
    asCost: true,
  },
];
