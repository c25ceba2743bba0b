import { axisTicks } from './axis-ticks.ts';

/** The rectangle of a drawing that holds the data, in CSS pixels, and the data's bounds along its sides. */
export interface PlotFrame {
  left: number;
  top: number;
  width: number;
  height: number;
  x: readonly [number, number];
  y: readonly [number, number];
}

export interface FrameStyle {
  text: string;
  line: string;
  font: string;
  xTitle: string;
  yTitle: string;
}

export function toPixel(frame: PlotFrame, x: number, y: number): [number, number] {
  return [
    frame.left + ((x - frame.x[0]) / (frame.x[1] - frame.x[0])) * frame.width,
    frame.top + frame.height - ((y - frame.y[0]) / (frame.y[1] - frame.y[0])) * frame.height,
  ];
}

/** Border, ticks with numbers, and both titles. */
export function drawFrame(context: CanvasRenderingContext2D, frame: PlotFrame, style: FrameStyle): void {
  const { left, top, width, height } = frame;
  context.save();
  context.strokeStyle = style.line;
  context.fillStyle = style.text;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  context.font = `11px ${style.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of axisTicks(frame.x[0], frame.x[1], width / 60)) {
    const [x] = toPixel(frame, tick, 0);
    context.fillRect(Math.round(x), top + height, 1, 4);
    context.fillText(writeTick(tick), x, top + height + 6);
  }
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of axisTicks(frame.y[0], frame.y[1], height / 50)) {
    const [, y] = toPixel(frame, 0, tick);
    context.fillRect(left - 4, Math.round(y), 4, 1);
    context.fillText(writeTick(tick), left - 7, y);
  }
  context.font = `12px ${style.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(style.xTitle, left + width / 2, top + height + 38);
  context.translate(left - 44, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'middle';
  context.fillText(style.yTitle, 0, 0);
  context.restore();
}

function writeTick(value: number): string {
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential() : String(value);
  return text.replace('-', '−');
}
