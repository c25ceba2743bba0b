import type { DataPart } from '#shared/contract/datasets.ts';

const shapes = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const;
export type Shape = (typeof shapes)[number];

/** The shape of a class, so that classes differ by more than colour. */
export function shapeOf(classIndex: number): Shape {
  return shapes[classIndex % shapes.length] ?? 'circle';
}

export interface Mark {
  shape: Shape;
  part: DataPart;
  x: number;
  y: number;
  colour: string;
  /** What lies behind, for the rim of a filled mark and the inside of a hollow one. */
  ground: string;
}

/** A training example is filled, one of the dev part hollow, one of the test part a small filled mark. */
export function drawMark(
  context: CanvasRenderingContext2D,
  { shape, part, x, y, colour, ground }: Mark,
): void {
  const path = markPath(shape, x, y, part === 'test' ? 1.9 : 3.4);
  const hollow = part === 'dev';
  context.fillStyle = hollow ? ground : colour;
  context.strokeStyle = hollow ? colour : ground;
  context.lineWidth = hollow ? 1.6 : part === 'test' ? 0.75 : 1;
  context.fill(path);
  context.stroke(path);
}

/** The outline of a mark around (x, y), for a canvas to fill or stroke. */
export function markPath(shape: Shape, x: number, y: number, radius: number): Path2D {
  const path = new Path2D();
  const corners = (points: readonly (readonly [number, number])[]) => {
    points.forEach(([dx, dy], index) =>
      index === 0
        ? path.moveTo(x + dx * radius, y + dy * radius)
        : path.lineTo(x + dx * radius, y + dy * radius),
    );
    path.closePath();
  };
  if (shape === 'circle') path.arc(x, y, radius, 0, Math.PI * 2);
  else if (shape === 'square') path.rect(x - radius * 0.88, y - radius * 0.88, radius * 1.76, radius * 1.76);
  else if (shape === 'triangle')
    corners([
      [0, -1.2],
      [1.1, 0.85],
      [-1.1, 0.85],
    ]);
  else if (shape === 'diamond')
    corners([
      [0, -1.3],
      [1.1, 0],
      [0, 1.3],
      [-1.1, 0],
    ]);
  else
    corners([
      [-0.4, -1.1],
      [0.4, -1.1],
      [0.4, -0.4],
      [1.1, -0.4],
      [1.1, 0.4],
      [0.4, 0.4],
      [0.4, 1.1],
      [-0.4, 1.1],
      [-0.4, 0.4],
      [-1.1, 0.4],
      [-1.1, -0.4],
      [-0.4, -0.4],
    ]);
  return path;
}

/** The same outline as the `d` of an SVG path in a 12 × 12 box, for legends. */
export function markSvg(shape: Shape): string {
  if (shape === 'circle') return 'M6 1.5a4.5 4.5 0 1 0 0.001 0z';
  if (shape === 'square') return 'M2 2h8v8h-8z';
  if (shape === 'triangle') return 'M6 1L11 10H1z';
  if (shape === 'diamond') return 'M6 0.5L10.8 6L6 11.5L1.2 6z';
  return 'M4.4 1h3.2v3.4H11v3.2H7.6V11H4.4V7.6H1V4.4h3.4z';
}
