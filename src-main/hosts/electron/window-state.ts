import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Rectangle } from 'electron';
import * as v from 'valibot';

const pixels = v.pipe(v.number(), v.safeInteger());
const BoundsSchema = v.strictObject({
  x: v.exactOptional(pixels),
  y: v.exactOptional(pixels),
  width: v.pipe(pixels, v.minValue(960)),
  height: v.pipe(pixels, v.minValue(640)),
});
const WindowStateSchema = v.strictObject({ bounds: BoundsSchema, maximized: v.boolean() });

/** Where the window stood when it was closed. */
export type WindowState = v.InferOutput<typeof WindowStateSchema>;

export const firstWindowState: WindowState = { bounds: { width: 1280, height: 800 }, maximized: false };

/** Reads the remembered state; a place that no display shows any more is forgotten, the size is kept. */
export function readWindowState(file: string, displays: readonly Rectangle[]): WindowState {
  const state = parse(file);
  const { x, y, width, height } = state.bounds;
  const isVisible =
    x !== undefined &&
    y !== undefined &&
    displays.some(
      (display) =>
        x + width > display.x + 80 &&
        x < display.x + display.width - 80 &&
        y >= display.y &&
        y < display.y + display.height - 80,
    );
  return isVisible ? state : { ...state, bounds: { width, height } };
}

/** Remembers the state; that it could not be written is no reason to disturb anyone. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));
  } catch {
    return;
  }
}

function parse(file: string): WindowState {
  try {
    const read = v.safeParse(WindowStateSchema, JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.output : firstWindowState;
  } catch {
    return firstWindowState;
  }
}
