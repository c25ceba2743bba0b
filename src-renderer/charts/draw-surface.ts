import type { DatasetPreview } from '#shared/contract/datasets.ts';
import type { Surface } from '#shared/contract/runs.ts';
import { zeroContour } from './contour.ts';
import { boundaryFields, boundsOf, paintClasses, paintValues } from './decision-field.ts';
import { drawFrame, toPixel, type PlotFrame } from './plot-frame.ts';
import { drawMark, shapeOf } from './point-marks.ts';
import { channelsOf, themeColour } from './theme-colours.svelte.ts';

export interface SurfaceDrawing {
  surface: Surface | null;
  preview: DatasetPreview;
  width: number;
  height: number;
  xTitle: string;
  yTitle: string;
}

/** Pixels of the field along each side; the picture is stretched smoothly to the frame. */
const fieldSize = 180;
const margin = { left: 54, right: 8, top: 8, bottom: 42 };

/** Draws field, boundary, examples and axes. Reads the theme. */
export function drawSurface(context: CanvasRenderingContext2D, drawing: SurfaceDrawing): void {
  const { width, height, preview, surface } = drawing;
  const oneInput = preview.summary.task.inputs === 1;
  context.clearRect(0, 0, width, height);
  const frame = frameOf(drawing, oneInput);
  if (surface !== null && !oneInput)
    paintField(context, frame, surface, preview.summary.task.kind === 'regression');
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.width, frame.height);
  context.clip();
  if (surface !== null && !oneInput && preview.summary.task.kind !== 'regression')
    drawBoundary(context, frame, surface);
  drawExamples(context, frame, preview, oneInput);
  if (surface !== null && oneInput) drawCurves(context, frame, surface);
  context.restore();
  drawFrame(context, frame, {
    text: themeColour('--text-muted'),
    line: themeColour('--line-strong'),
    font: themeColour('--font-sans'),
    xTitle: drawing.xTitle,
    yTitle: drawing.yTitle,
  });
}

/** The colour of a class, from the series tokens. */
export function classColour(index: number): string {
  return themeColour(`--series-${(index % 8) + 1}`);
}

function frameOf(drawing: SurfaceDrawing, oneInput: boolean): PlotFrame {
  const { surface, preview } = drawing;
  const column = (index: number) => padded(boundsOf(preview.inputs.map((row) => row[index] ?? 0)));
  const width = Math.max(10, drawing.width - margin.left - margin.right);
  const height = Math.max(10, drawing.height - margin.top - margin.bottom);
  // A plane of two inputs is drawn square, or its shapes would change with the window.
  const side = Math.min(width, height);
  const values = oneInput && preview.summary.task.kind !== 'regression' ? [0, 1] : preview.targets;
  return {
    left: margin.left + (oneInput ? 0 : Math.floor((width - side) / 2)),
    top: margin.top + (oneInput ? 0 : Math.floor((height - side) / 2)),
    width: oneInput ? width : side,
    height: oneInput ? height : side,
    x: surface?.x ?? column(0),
    y: oneInput ? padded(boundsOf([...values])) : (surface?.y ?? column(1)),
  };
}

function padded([least, most]: [number, number]): [number, number] {
  const room = (most - least || 1) * 0.1;
  return [least - room, most + room];
}

function paintField(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  surface: Surface,
  values: boolean,
): void {
  const background = channelsOf(themeColour('--surface-1'));
  const colour = (index: number) => channelsOf(classColour(index));
  const classes = Math.max(2, surface.outputs);
  const pixels = values
    ? paintValues(surface, colour(0), background, colour(1), fieldSize)
    : paintClasses(
        surface,
        Array.from({ length: classes }, (_, k) => colour(k)),
        background,
        fieldSize,
      );
  const field = new OffscreenCanvas(fieldSize, fieldSize);
  field.getContext('2d')?.putImageData(new ImageData(pixels, fieldSize, fieldSize), 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(field, frame.left, frame.top, frame.width, frame.height);
}

function drawBoundary(context: CanvasRenderingContext2D, frame: PlotFrame, surface: Surface): void {
  const last = surface.resolution - 1;
  const path = new Path2D();
  for (const field of boundaryFields(surface))
    for (const [x1, y1, x2, y2] of zeroContour(field, surface.resolution)) {
      path.moveTo(frame.left + (x1 / last) * frame.width, frame.top + (1 - y1 / last) * frame.height);
      path.lineTo(frame.left + (x2 / last) * frame.width, frame.top + (1 - y2 / last) * frame.height);
    }
  context.strokeStyle = themeColour('--text');
  context.lineWidth = 1.5;
  context.lineCap = 'round';
  context.stroke(path);
}

function drawExamples(
  context: CanvasRenderingContext2D,
  frame: PlotFrame,
  preview: DatasetPreview,
  oneInput: boolean,
): void {
  const regression = preview.summary.task.kind === 'regression';
  const [least, most] = boundsOf(preview.targets);
  const ground = themeColour('--surface-1');
  preview.inputs.forEach((row, index) => {
    const target = preview.targets[index] ?? 0;
    const [x, y] = toPixel(frame, row[0] ?? 0, oneInput ? target : (row[1] ?? 0));
    const group = regression ? (oneInput || target < (least + most) / 2 ? 0 : 1) : target;
    const shape = regression && oneInput ? 'circle' : shapeOf(group);
    drawMark(context, {
      shape,
      part: preview.parts[index] ?? 'train',
      x,
      y,
      colour: classColour(group),
      ground,
    });
  });
}

function drawCurves(context: CanvasRenderingContext2D, frame: PlotFrame, surface: Surface): void {
  const { resolution, outputs, values } = surface;
  for (let k = 0; k < outputs; k += 1) {
    const path = new Path2D();
    for (let column = 0; column < resolution; column += 1) {
      const x = surface.x[0] + ((surface.x[1] - surface.x[0]) * column) / (resolution - 1);
      const [px, py] = toPixel(frame, x, values[column * outputs + k] ?? 0);
      if (column === 0) path.moveTo(px, py);
      else path.lineTo(px, py);
    }
    context.strokeStyle = outputs === 1 ? classColour(1) : classColour(k);
    context.lineWidth = 2.25;
    context.lineJoin = 'round';
    context.stroke(path);
  }
}
