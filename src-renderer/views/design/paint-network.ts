import type { LayerWeights } from '#shared/contract/designs.ts';
import type { LayerColumn, NetworkDrawing, ResidualMark } from './network-drawing.ts';

export interface PictureColours {
  parameter: string;
  negative: string;
  hyperparameter: string;
  bad: string;
  line: string;
  text: string;
  muted: string;
  surface: string;
}

export interface PictureState {
  drawing: NetworkDrawing;
  /** l; 0 is the input. */
  selected: number;
  /** l that the pointer is over; null for none. */
  hovered: number | null;
  /** Of a trained run of this design; null draws all weights alike. */
  weights: readonly LayerWeights[] | null;
  /** Layers whose residual has another width. */
  clashing: ReadonlySet<number>;
  colours: PictureColours;
}

type Pen = CanvasRenderingContext2D;

/** Draws a whole network; the canvas is empty and scaled to CSS pixels. */
export function paintNetwork(pen: Pen, state: PictureState): void {
  const { drawing } = state;
  for (const { l, band } of drawing.joints) {
    const [below, column] = [drawing.columns[l - 1], drawing.columns[l]];
    if (below === undefined || column === undefined) continue;
    const lit = state.selected === l || state.hovered === l;
    if (band) paintBand(pen, state, below, column, lit);
    else paintEdges(pen, state, below, column, lit);
  }
  for (const residual of drawing.residuals) paintResidual(pen, state, residual);
  for (const column of drawing.columns) paintColumn(pen, state, column);
  pen.globalAlpha = 1;
}

function paintBand(
  pen: Pen,
  { drawing, weights, colours }: PictureState,
  below: LayerColumn,
  column: LayerColumn,
  lit: boolean,
): void {
  const known = weights?.[column.l - 1];
  const space = Math.min(drawing.radius + 3, (column.x - below.x) * 0.3);
  const [left, right] = [below.x + space, column.x - space];
  if (right <= left) return;
  const [from, to] = [ends(below, drawing.radius), ends(column, drawing.radius)];
  pen.beginPath();
  pen.moveTo(left, from.top);
  pen.lineTo(right, to.top);
  pen.lineTo(right, to.bottom);
  pen.lineTo(left, from.bottom);
  pen.closePath();
  const colour = known !== undefined && known.mean < 0 ? colours.negative : colours.parameter;
  pen.fillStyle = colour;
  pen.globalAlpha = known === undefined ? (lit ? 0.24 : 0.1) : 0.08 + 0.5 * known.share;
  pen.fill();
  pen.strokeStyle = lit ? colours.text : colour;
  pen.globalAlpha = lit ? 0.8 : 0.25;
  pen.lineWidth = 1;
  pen.stroke();
}

function paintEdges(
  pen: Pen,
  { drawing, weights, colours }: PictureState,
  below: LayerColumn,
  column: LayerColumn,
  lit: boolean,
): void {
  const values = weights?.[column.l - 1]?.values ?? null;
  const largest = values === null ? 1 : Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  const line = (from: { x: number; y: number }, to: { x: number; y: number }) => {
    pen.moveTo(from.x + drawing.radius, from.y);
    pen.lineTo(to.x - drawing.radius, to.y);
  };
  if (values === null) {
    pen.beginPath();
    for (const to of column.units) for (const from of below.units) line(from, to);
    pen.strokeStyle = colours.parameter;
    pen.globalAlpha = lit ? 0.8 : 0.3;
    pen.lineWidth = 1;
    pen.stroke();
    return;
  }
  column.units.forEach((to, row) => {
    below.units.forEach((from, place) => {
      const value = values[row * below.units.length + place] ?? 0;
      const share = Math.abs(value) / largest;
      pen.beginPath();
      line(from, to);
      pen.strokeStyle = value < 0 ? colours.negative : colours.parameter;
      pen.globalAlpha = (lit ? 0.35 : 0.18) + 0.62 * share;
      pen.lineWidth = 0.5 + 3 * share;
      pen.stroke();
    });
  });
}

function paintResidual(pen: Pen, state: PictureState, { to, curve }: ResidualMark): void {
  const [start, first, second, end] = curve;
  const lit = state.selected === to || state.hovered === to;
  pen.beginPath();
  pen.moveTo(start.x, start.y);
  pen.bezierCurveTo(first.x, first.y, second.x, second.y, end.x, end.y);
  pen.strokeStyle = state.clashing.has(to) ? state.colours.bad : state.colours.hyperparameter;
  pen.globalAlpha = lit || state.clashing.has(to) ? 1 : 0.65;
  pen.lineWidth = lit ? 2.2 : 1.5;
  pen.stroke();
}

function paintColumn(pen: Pen, { drawing, selected, hovered, colours }: PictureState, column: LayerColumn) {
  const lit = selected === column.l || hovered === column.l;
  pen.globalAlpha = 1;
  if (drawing.radius < smallRadius)
    return paintSmallColumn(pen, column, drawing.radius, lit ? colours.text : colours.muted);
  pen.lineWidth = lit ? 1.8 : 1.3;
  pen.fillStyle = colours.surface;
  pen.strokeStyle = column.l === 0 ? colours.line : lit ? colours.text : colours.muted;
  pen.beginPath();
  for (const { x, y } of column.units) {
    pen.moveTo(x + drawing.radius, y);
    pen.arc(x, y, drawing.radius, 0, 2 * Math.PI);
  }
  pen.fill();
  pen.stroke();
  if (column.gap === null) return;
  pen.fillStyle = colours.muted;
  pen.beginPath();
  for (const offset of [-4, 0, 4]) {
    pen.moveTo(column.x + 1.2, column.gap + offset);
    pen.arc(column.x, column.gap + offset, 1.2, 0, 2 * Math.PI);
  }
  pen.fill();
}

/** Below this many pixels a ring is no longer seen as one: the units are dots, which cost half as much to draw. */
const smallRadius = 4;

function paintSmallColumn(pen: Pen, { units, x, gap }: LayerColumn, radius: number, colour: string): void {
  pen.fillStyle = colour;
  for (const { y } of units) pen.fillRect(x - radius / 2, y - radius / 2, radius, radius);
  if (gap !== null) pen.fillRect(x - 0.5, gap - 4, 1, 8);
}

function ends({ units }: LayerColumn, radius: number): { top: number; bottom: number } {
  return { top: (units[0]?.y ?? 0) - radius, bottom: (units.at(-1)?.y ?? 0) + radius };
}
