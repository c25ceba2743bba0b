import { mostDrawnPoints, type DrawnPoint } from '#shared/contract/data-looks.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { record, startTimeline, stepBack, stepForward, type Timeline } from './timeline.ts';

/** Classes that can be drawn. */
export const drawnGroups = 6;
/** The board reaches from −1 to 1 both ways. */
export const boardReach = 1;

export type DrawingTool = 'brush' | 'eraser';

/** Points drawn by hand, with every stroke to be taken back. */
export class DrawingBoard {
  #timeline = $state.raw<Timeline<readonly DrawnPoint[]>>(startTimeline([]));
  tool = $state<DrawingTool>('brush');
  /** The class that the brush draws, 0…5. */
  group = $state(0);
  /** How many points one touch of the brush puts down. */
  count = $state(5);
  /** Deviation of the points of one touch, and the radius of the eraser. */
  spread = $state(0.08);
  /** Where the keys stand. */
  cursor = $state.raw({ x: 0, y: 0 });
  /** Strokes so far: the points of each are drawn by a seed of its own. */
  #touches = 0;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get points(): readonly DrawnPoint[] {
    return this.#timeline.present;
  }
  get canUndo(): boolean {
    return this.#timeline.past.length > 0;
  }
  get canRedo(): boolean {
    return this.#timeline.future.length > 0;
  }
  /** Points of each class, in their order. */
  get counts(): number[] {
    const counts = Array<number>(drawnGroups).fill(0);
    for (const { group } of this.points) counts[group] = (counts[group] ?? 0) + 1;
    return counts;
  }

  /**
   * Draws or erases around a place.
   *
   * @param stroke names the stroke that it belongs to, which is undone as one; null for a touch of its own
   */
  touch(x: number, y: number, stroke: string | null = null): void {
    if (this.tool === 'brush') this.#change([...this.points, ...this.#spray(x, y)], stroke);
    else this.#change(this.#without(x, y), stroke);
  }

  erase(x: number, y: number): void {
    this.#change(this.#without(x, y), null);
  }

  moveCursor(dx: number, dy: number): void {
    const { x, y } = this.cursor;
    this.cursor = { x: inside(x + dx), y: inside(y + dy) };
  }

  clear(): void {
    this.#change([], null);
  }
  undo(): void {
    this.#timeline = stepBack(this.#timeline);
  }
  redo(): void {
    this.#timeline = stepForward(this.#timeline);
  }

  #spray(x: number, y: number): DrawnPoint[] {
    const { normal } = createGenerator((this.#touches += 1)).stream('brush');
    const room = Math.max(0, mostDrawnPoints - this.points.length);
    const spread = this.count === 1 ? 0 : this.spread;
    return Array.from({ length: Math.min(room, this.count) }, () => ({
      x: inside(x + spread * normal()),
      y: inside(y + spread * normal()),
      group: this.group,
    }));
  }

  #without(x: number, y: number): readonly DrawnPoint[] {
    const radius = Math.max(0.02, this.spread);
    const left = this.points.filter((point) => Math.hypot(point.x - x, point.y - y) > radius);
    return left.length === this.points.length ? this.points : left;
  }

  #change(next: readonly DrawnPoint[], stroke: string | null): void {
    if (next === this.points || (next.length === 0 && this.points.length === 0)) return;
    this.#timeline = record(this.#timeline, next, stroke, this.#now());
  }
}

function inside(value: number): number {
  const digits = 1e4;
  return Math.round(Math.min(boardReach, Math.max(-boardReach, value)) * digits) / digits;
}
