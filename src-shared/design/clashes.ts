import { depth, widths, type Activation, type Design, type Layer } from './design.ts';
import { residualSources, withoutBrokenResiduals } from './residuals.ts';
import { outputActivation, refitDesign, type Task } from './task.ts';

/** One edit that takes a clash away. */
export type Fix =
  /** n_l, or n_0 for l = 0. */
  | { kind: 'units'; l: number; units: number }
  /** The A_k that is added in layer l; null for none. */
  | { kind: 'residual'; l: number; from: number | null }
  | { kind: 'activation'; l: number; activation: Activation }
  /** Inputs, output layer and loss as the data asks for them. */
  | { kind: 'task' }
  /** n_0 … n_L at once; layers are added before the output, or taken from there, where L is another. */
  | { kind: 'widths'; widths: readonly number[] };

/** Two sizes of a design that should be equal and are not, and what would make them so. */
export type Clash = { fixes: Fix[] } & (
  | { kind: 'inputs'; found: number; needed: number }
  | { kind: 'outputs'; l: number; found: number; needed: number }
  | { kind: 'residual'; l: number; from: number; found: number; needed: number }
  /** Of W_l in a file: its columns, which meet A_{l−1}; its rows, which are Z_l's; or both, the other way round. */
  | { kind: 'weightColumns' | 'weightRows' | 'weightTurned'; l: number; found: number; needed: number }
  /** The entries of b_l in a file. */
  | { kind: 'bias'; l: number; found: number; needed: number }
  /** How many layers a file is for. */
  | { kind: 'depth'; found: number; needed: number }
);

/** Every place where a design does not fit itself or, where there is a task, its data. */
export function clashesOf(design: Design, task?: Task): Clash[] {
  return [...inputClash(design, task), ...residualClashes(design), ...outputClash(design, task)];
}

/** The design with a fix applied; without a task nothing can be fitted to it. */
export function applyFix(design: Design, fix: Fix, task?: Task): Design {
  switch (fix.kind) {
    case 'units':
      return fix.l === 0 ? { ...design, inputs: fix.units } : withLayer(design, fix.l, { units: fix.units });
    case 'activation':
      return withLayer(design, fix.l, { activation: fix.activation });
    case 'residual':
      return withResidual(design, fix.l, fix.from);
    case 'task':
      return task === undefined ? design : refitDesign(design, task);
    case 'widths':
      return withWidths(design, fix.widths);
  }
}

function withWidths(design: Design, [inputs = design.inputs, ...units]: readonly number[]): Design {
  const hidden = design.layers.slice(0, -1);
  const output = design.layers.at(-1);
  const layers = units.flatMap((width, index) => {
    const model = index === units.length - 1 ? output : (hidden[index] ?? hidden.at(-1) ?? newHidden);
    return model === undefined ? [] : [{ ...model, units: width }];
  });
  return { ...design, inputs, layers: withoutBrokenResiduals({ inputs, layers }) };
}

const newHidden: Layer = { units: 1, activation: 'tanh' };

function inputClash({ inputs }: Design, task?: Task): Clash[] {
  if (task === undefined || inputs === task.inputs) return [];
  return [
    {
      ...{ kind: 'inputs', found: inputs, needed: task.inputs },
      fixes: [{ kind: 'units', l: 0, units: task.inputs }, { kind: 'task' }],
    },
  ];
}

function outputClash(design: Design, task?: Task): Clash[] {
  const l = depth(design);
  const found = widths(design)[l] ?? 0;
  if (task === undefined || found === task.outputs) return [];
  const fixes: Fix[] = [{ kind: 'units', l, units: task.outputs }];
  const activation = outputActivation(task.kind, design.loss);
  // The width alone mends it only where loss and activation already suit the task.
  if (activation === undefined || activation !== design.layers[l - 1]?.activation)
    fixes.splice(0, 1, { kind: 'task' });
  return [{ kind: 'outputs', l, found, needed: task.outputs, fixes }];
}

function residualClashes(design: Design): Clash[] {
  return design.layers.flatMap(({ residualFrom: from, units }, index): Clash[] => {
    const l = index + 1;
    if (from === undefined) return [];
    const sources = residualSources(design, l);
    const source = sources[from];
    if (source === undefined || source.fits) return [];
    const nearest = sources.findLast(({ fits }) => fits);
    return [
      {
        ...{ kind: 'residual', l, from, found: source.units, needed: units },
        fixes: [
          ...(l < depth(design) ? [{ kind: 'units' as const, l, units: source.units }] : []),
          ...(from > 0 ? [{ kind: 'units' as const, l: from, units }] : []),
          ...(nearest === undefined ? [] : [{ kind: 'residual' as const, l, from: nearest.k }]),
          { kind: 'residual', l, from: null },
        ],
      },
    ];
  });
}

function withLayer(design: Design, l: number, change: Partial<Design['layers'][number]>): Design {
  return {
    ...design,
    layers: design.layers.map((layer, index) => (index === l - 1 ? { ...layer, ...change } : layer)),
  };
}

function withResidual(design: Design, l: number, from: number | null): Design {
  return {
    ...design,
    layers: design.layers.map((layer, index) => {
      if (index !== l - 1) return layer;
      const { residualFrom: _, ...rest } = layer;
      return from === null ? rest : { ...rest, residualFrom: from };
    }),
  };
}
