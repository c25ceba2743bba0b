import { beforeEach, describe, expect, it } from 'vitest';
import { DrawingBoard } from '#renderer/state/dataset-look-drawing.svelte.ts';

let board: DrawingBoard;
beforeEach(() => {
  let now = 0;
  board = new DrawingBoard(() => (now += 10));
});

describe('the drawing board', () => {
  it('puts down as many points of the chosen class as the brush has, around the place', () => {
    board.group = 2;
    board.count = 40;
    board.spread = 0.05;
    board.touch(0.5, -0.5);
    expect(board.counts).toEqual([0, 0, 40, 0, 0, 0]);
    const middle = board.points.reduce((sum, { x }) => sum + x, 0) / 40;
    expect(middle).toBeCloseTo(0.5, 1);
    expect(new Set(board.points.map(({ x }) => x)).size).toBeGreaterThan(30);
  });

  it('puts a single point exactly where it was touched', () => {
    board.count = 1;
    board.touch(0.25, -0.125);
    expect(board.points).toEqual([{ x: 0.25, y: -0.125, group: 0 }]);
  });

  it('keeps every point on the board', () => {
    board.count = 50;
    board.spread = 0.5;
    board.touch(1, 1);
    expect(board.points.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) <= 1)).toBe(true);
  });

  it('takes back a whole stroke at once, and brings it again', () => {
    board.touch(0, 0, 'stroke 1');
    board.touch(0.1, 0, 'stroke 1');
    board.touch(0.5, 0, 'stroke 2');
    expect(board.points).toHaveLength(15);
    board.undo();
    expect(board.points).toHaveLength(10);
    board.undo();
    expect(board.points).toHaveLength(0);
    expect(board.canUndo).toBe(false);
    board.redo();
    expect(board.points).toHaveLength(10);
  });

  it('erases what lies within reach and nothing else, and an empty sweep is no step', () => {
    board.count = 1;
    for (const x of [0, 0.05, 0.5]) board.touch(x, 0);
    board.tool = 'eraser';
    board.spread = 0.1;
    board.touch(0, 0);
    expect(board.points.map(({ x }) => x)).toEqual([0.5]);
    board.touch(-0.9, -0.9);
    board.undo();
    expect(board.points).toHaveLength(3);
  });

  it('moves the cursor by keys, not beyond the edge', () => {
    board.moveCursor(0.75, -2);
    expect(board.cursor).toEqual({ x: 0.75, y: -1 });
  });
});
