import { widths, type Design, type Layer } from '../design.ts';

/** What a person reads and a program needs of a design, as Python: its name, n_0 and a line for each layer. */
export function pythonTable(design: Design): string {
  const lines = design.layers.map((layer, index) => `    ${pythonLayer(layer)},  # layer ${index + 1}`);
  return `NAME = ${JSON.stringify(design.name)}
N0 = ${design.inputs}
LAYERS = [
${lines.join('\n')}
]
`;
}

/** The widths in a row, such as `2 - 16 - 1`. */
export function widthsInWords(design: Design): string {
  return widths(design).join(' - ');
}

/** Whether any layer has a normalisation of this kind. */
export function hasNormalization(design: Design, kind: Layer['normalization']): boolean {
  return design.layers.some(({ normalization }) => normalization === kind);
}

/** The activations of a design, each once, in the order of its layers. */
export function activationsOf(design: Design): Layer['activation'][] {
  return [...new Set(design.layers.map(({ activation }) => activation))];
}

function pythonLayer({ units, activation, normalization, dropout = 0, residualFrom }: Layer): string {
  const fields = [
    `units=${units}`,
    `activation="${activation}"`,
    ...(normalization === undefined ? [] : [`normalization="${normalization}"`]),
    ...(dropout === 0 ? [] : [`dropout=${dropout}`]),
    ...(residualFrom === undefined ? [] : [`residual_from=${residualFrom}`]),
  ];
  return `dict(${fields.join(', ')})`;
}
