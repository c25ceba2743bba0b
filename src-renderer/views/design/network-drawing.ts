/** The geometry of a network's picture: a column of units per layer, joined by edges, or by one band where they are many. */

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
/** What joins the columns l − 1 and l. */
export interface Joint {
  l: number;
  /** Whether one band stands for all edges. */
  band: boolean;
}
/** A_from is added to Z_to: a curve from above one column to above the other. */
export interface ResidualMark {
  from: number;
  to: number;
  /** Start, two handles, end of the curve. */
  curve: readonly [UnitMark, UnitMark, UnitMark, UnitMark];
}
export interface NetworkDrawing {
  columns: LayerColumn[];
  joints: Joint[];
  residuals: ResidualMark[];
  /** Of a unit, in pixels. */
  radius: number;
}

/** Pixels above the columns that are left to the curves, where there are any. */
const curveRoom = 26;
const mostUnits = 20;
/** Where columns stand closer than so many pixels, fewer units are drawn. */
const narrow = 40;
const mostInNarrow = 9;
const mostEdges = 400;
/** Pixels from unit to unit. */
const widest = 26;
const closest = 13;
const largestRadius = 5;

/**
 * @param widths n_0 … n_L @param xs the middle of each column, in pixels @param height of the picture, in pixels
 * @param residuals which layer's output is added in which layer
 */
export function drawNetwork(
  widths: readonly number[],
  xs: readonly number[],
  height: number,
  residuals: readonly { from: number; to: number }[] = [],
): NetworkDrawing {
  const above = residuals.length === 0 ? 0 : curveRoom;
  const distance = (xs[1] ?? Infinity) - (xs[0] ?? 0);
  const radius = Math.max(1.6, Math.min(largestRadius, distance * 0.24));
  const room = { above, height: height - above, most: distance < narrow ? mostInNarrow : mostUnits };
  const columns = widths.map((units, l) => drawColumn(l, units, xs[l] ?? 0, room));
  const joints = columns.slice(1).map((column, index) => {
    const below = columns[index] ?? column;
    const whole = column.gap === null && below.gap === null;
    return { l: column.l, band: !whole || column.units.length * below.units.length > mostEdges };
  });
  const curves = residuals.flatMap(({ from, to }) => {
    const [start, end] = [columns[from], columns[to]];
    return start === undefined || end === undefined ? [] : [{ from, to, curve: curve(start, end) }];
  });
  return { columns, joints, residuals: curves, radius };
}

function drawColumn(
  l: number,
  units: number,
  x: number,
  { above, height, most: mostShown }: { above: number; height: number; most: number },
): LayerColumn {
  const inside = height - 2 * largestRadius - 6;
  const most = Math.max(3, Math.min(mostShown, Math.floor(inside / closest) + 1));
  const all = units <= most;
  // The gap takes the place of one unit.
  const places = all ? units : most;
  const pitch = Math.min(widest, inside / Math.max(1, places - 1));
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

function curve(from: LayerColumn, to: LayerColumn): ResidualMark['curve'] {
  const top = ({ units }: LayerColumn) => (units[0]?.y ?? 0) - largestRadius - 3;
  const peak = Math.min(top(from), top(to)) - curveRoom;
  return [
    { x: from.x, y: top(from) },
    { x: from.x, y: peak },
    { x: to.x, y: peak },
    { x: to.x, y: top(to) },
  ];
}
