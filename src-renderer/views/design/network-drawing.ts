/** The picture of a network: a column of units per layer, joined by edges, or by one band where they are many. */

export interface UnitMark {
  x: number;
  y: number;
}
export interface LayerColumn {
  l: number;
  x: number;
  units: UnitMark[];
  /** Where "⋮" stands for the units that are not drawn; null when all are. */
  gap: number | null;
}
export interface Joint {
  l: number;
  /** SVG path of the edges, or the outline of the band. */
  path: string;
  band: boolean;
}

/** A_from is added to Z_to. */
export interface ResidualMark {
  from: number;
  to: number;
  /** SVG path of an arc over the columns between. */
  path: string;
}

/** Pixels above the columns that are left to the arcs, where there are any. */
const arcRoom = 26;
const mostUnits = 9;
const mostEdges = 81;
const radius = 5;

export { radius as unitRadius };

/**
 * @param widths n_0 … n_L @param xs the middle of each column, in pixels @param height of the picture, in pixels
 * @param residuals which layer's output is added in which layer
 */
export function drawNetwork(
  widths: readonly number[],
  xs: readonly number[],
  height: number,
  residuals: readonly { from: number; to: number }[] = [],
): { columns: LayerColumn[]; joints: Joint[]; residuals: ResidualMark[] } {
  const above = residuals.length === 0 ? 0 : arcRoom;
  const columns = widths.map((units, l) =>
    drawColumn(l, units, xs[l] ?? 0, { above, height: height - above }),
  );
  const joints = columns.slice(1).map((column, index) => {
    const below = columns[index] ?? column;
    const whole = column.gap === null && below.gap === null;
    return whole && column.units.length * below.units.length <= mostEdges
      ? { l: column.l, band: false, path: edges(below, column) }
      : { l: column.l, band: true, path: band(below, column) };
  });
  const arcs = residuals.map(({ from, to }) => ({ from, to, path: arc(columns[from], columns[to]) }));
  return { columns, joints, residuals: arcs };
}

function drawColumn(
  l: number,
  units: number,
  x: number,
  { above, height }: { above: number; height: number },
): LayerColumn {
  const all = units <= mostUnits;
  const shown = all ? units : mostUnits - 1;
  // The gap takes the place of one unit.
  const places = all ? shown : shown + 1;
  const pitch = Math.min(26, (height - 2 * radius - 6) / Math.max(1, places - 1));
  const top = above + height / 2 - (pitch * (places - 1)) / 2;
  const middle = Math.floor(places / 2);
  const slots = Array.from({ length: places }, (_, index) => ({ x, y: top + index * pitch }));
  return {
    l,
    x,
    units: all ? slots : slots.filter((_, index) => index !== middle),
    gap: all ? null : top + middle * pitch,
  };
}

function edges(below: LayerColumn, column: LayerColumn): string {
  return below.units
    .flatMap((from) => column.units.map((to) => `M${at(from.x + radius, from.y)}L${at(to.x - radius, to.y)}`))
    .join('');
}

function band(below: LayerColumn, column: LayerColumn): string {
  const [left, right] = [below.x + radius + 3, column.x - radius - 3];
  const ends = (units: readonly UnitMark[]) => [units[0]?.y ?? 0, units.at(-1)?.y ?? 0] as const;
  const [fromTop, fromBottom] = ends(below.units);
  const [toTop, toBottom] = ends(column.units);
  return `M${at(left, fromTop - radius)}L${at(right, toTop - radius)}L${at(right, toBottom + radius)}L${at(left, fromBottom + radius)}Z`;
}

/** From above one column to above the other, higher in the middle. */
function arc(from: LayerColumn | undefined, to: LayerColumn | undefined): string {
  if (from === undefined || to === undefined) return '';
  const top = ({ units }: LayerColumn) => (units[0]?.y ?? 0) - radius - 3;
  const peak = Math.min(top(from), top(to)) - arcRoom;
  return `M${at(from.x, top(from))}C${at(from.x, peak)} ${at(to.x, peak)} ${at(to.x, top(to))}`;
}

function at(x: number, y: number): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
