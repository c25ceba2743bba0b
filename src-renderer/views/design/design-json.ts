import type { Design } from '#shared/design/design.ts';

/** A design as its file: a line for each layer. */
export function designJson({ layers, ...design }: Design): string {
  const lines = layers.map((layer) => `    ${JSON.stringify(layer)}`).join(',\n');
  const head = `{\n  "format": "${design.format}",\n  "name": ${JSON.stringify(design.name)},\n`;
  return `${head}  "inputs": ${design.inputs},\n  "layers": [\n${lines}\n  ],\n  "loss": "${design.loss}"\n}\n`;
}

/** A design's name as the beginning of a file name. */
export function fileNameOf({ name }: Design): string {
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return plain === '' ? 'design' : plain.slice(0, 60);
}
