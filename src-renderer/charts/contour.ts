/** A piece of a contour line, in cells of the grid: x and y from 0 to resolution − 1. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * Where a field crosses zero, by marching squares with linear interpolation along the cells' edges.
 *
 * @param field (resolution, resolution) values, row by row
 */
export function zeroContour(field: ArrayLike<number>, resolution: number): Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < resolution; row += 1)
    for (let column = 0; column + 1 < resolution; column += 1)
      segments.push(...crossCell(field, resolution, row, column));
  return segments;
}

function crossCell(field: ArrayLike<number>, resolution: number, row: number, column: number): Segment[] {
  const at = row * resolution + column;
  const a = field[at] ?? 0;
  const b = field[at + 1] ?? 0;
  const c = field[at + resolution + 1] ?? 0;
  const d = field[at + resolution] ?? 0;
  const crossings: (readonly [number, number])[] = [];
  const cross = (from: number, to: number, x: number, y: number, dx: number, dy: number) => {
    if (from > 0 === to > 0) return;
    const t = from / (from - to);
    crossings.push([column + x + dx * t, row + y + dy * t]);
  };
  cross(a, b, 0, 0, 1, 0);
  cross(b, c, 1, 0, 0, 1);
  cross(d, c, 0, 1, 1, 0);
  cross(a, d, 0, 0, 0, 1);
  const [p, q, r, s] = crossings;
  if (p === undefined || q === undefined) return [];
  if (r === undefined || s === undefined) return [[...p, ...q]];
  // A saddle: p bottom, q right, r top, s left. The middle decides which corners belong together.
  const middleLikeA = a + b + c + d > 0 === a > 0;
  return middleLikeA
    ? [
        [...p, ...q],
        [...r, ...s],
      ]
    : [
        [...p, ...s],
        [...q, ...r],
      ];
}
