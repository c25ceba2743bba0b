import { classColour } from './draw-surface.ts';
import { drawFrame, toPixel, type PlotFrame } from './plot-frame.ts';
import { drawMark, shapeOf } from './point-marks.ts';
import { themeColour } from './theme-colours.svelte.ts';

export interface PointsDrawing {
  points: readonly { x: number; y: number; group: number }[];
  width: number;
  height: number;
  /** Both axes reach from −reach to reach. */
  reach: number;
  xTitle: string;
  yTitle: string;
  /** Where the brush or the eraser is, and the radius that it works in; null where it is not over the board. */
  brush: { x: number; y: number; radius: number; group: number | null } | null;
}

const margin = { left: 54, right: 10, top: 10, bottom: 42 };

/** The square that holds the points, in the middle of a drawing. */
export function boardFrame({
  width,
  height,
  reach,
}: Pick<PointsDrawing, 'width' | 'height' | 'reach'>): PlotFrame {
  const inner = [width - margin.left - margin.right, height - margin.top - margin.bottom] as const;
  const side = Math.max(10, Math.min(...inner));
  return {
    left: margin.left + Math.max(0, Math.floor((inner[0] - side) / 2)),
    top: margin.top + Math.max(0, Math.floor((inner[1] - side) / 2)),
    width: side,
    height: side,
    x: [-reach, reach],
    y: [-reach, reach],
  };
}

/** The place of a pixel on the board; beyond its edges where the pixel is. */
export function fromPixel(frame: PlotFrame, x: number, y: number): [number, number] {
  return [
    frame.x[0] + ((x - frame.left) / frame.width) * (frame.x[1] - frame.x[0]),
    frame.y[0] + ((frame.top + frame.height - y) / frame.height) * (frame.y[1] - frame.y[0]),
  ];
}

/** Draws axes, points and the brush. Reads the theme. */
export function drawPoints(context: CanvasRenderingContext2D, drawing: PointsDrawing): void {
  const frame = boardFrame(drawing);
  context.clearRect(0, 0, drawing.width, drawing.height);
  const ground = themeColour('--surface-1');
  for (const { x, y, group } of drawing.points) {
    const [px, py] = toPixel(frame, x, y);
    drawMark(context, {
      ...{ shape: shapeOf(group), part: 'train', x: px, y: py },
      ...{ colour: classColour(group), ground },
    });
  }
  drawFrame(context, frame, {
    text: themeColour('--text-muted'),
    line: themeColour('--line-strong'),
    font: themeColour('--font-sans'),
    xTitle: drawing.xTitle,
    yTitle: drawing.yTitle,
  });
  if (drawing.brush !== null) drawBrush(context, frame, drawing.brush);
}

function drawBrush(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  { x, y, radius, group }: NonNullable<PointsDrawing['brush']>,
): void {
  const [px, py] = toPixel(frame, x, y);
  const scale = frame.width / (frame.x[1] - frame.x[0]);
  context.save();
  context.strokeStyle = group === null ? themeColour('--text') : classColour(group);
  context.lineWidth = 1.5;
  context.setLineDash(group === null ? [4, 3] : []);
  context.beginPath();
  context.arc(px, py, Math.max(4, radius * scale), 0, Math.PI * 2);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(px - 4, py);
  context.lineTo(px + 4, py);
  context.moveTo(px, py - 4);
  context.lineTo(px, py + 4);
  context.stroke();
  context.restore();
}
