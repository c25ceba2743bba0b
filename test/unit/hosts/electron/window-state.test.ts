import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { firstWindowState, readWindowState, writeWindowState } from '#main/hosts/electron/window-state.ts';
import { screen } from './stand-in.ts';

function makeFile(text?: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'deeper', 'window.json');
  if (text !== undefined) writeWindowState(file, firstWindowState);
  if (text !== undefined) writeFileSync(file, text);
  return file;
}

const state = { bounds: { x: 100, y: 50, width: 1200, height: 800 }, maximized: true };

test('what was written is read again, in a folder that was not there', () => {
  const file = makeFile();
  writeWindowState(file, state);
  expect(readWindowState(file, [screen])).toEqual(state);
});

test.each([
  ['right of every display', { x: 3000, y: 50 }],
  ['left of every display', { x: -1190, y: 50 }],
  ['with its title bar above', { x: 100, y: -20 }],
  ['below', { x: 100, y: 1079 }],
])('a place %s is forgotten, but the size is kept', (_where, place) => {
  const file = makeFile();
  writeWindowState(file, { ...state, bounds: { ...state.bounds, ...place } });
  expect(readWindowState(file, [screen])).toEqual({ bounds: { width: 1200, height: 800 }, maximized: true });
});

test('a place on a second display counts, until that display is gone', () => {
  const file = makeFile();
  const second = { x: -1920, y: -200, width: 1920, height: 1080 };
  const there = { ...state, bounds: { ...state.bounds, x: -1500, y: -100 } };
  writeWindowState(file, there);
  expect(readWindowState(file, [screen, second])).toEqual(there);
  expect(readWindowState(file, [screen]).bounds).toEqual({ width: 1200, height: 800 });
});

test.each([
  '',
  '{"bounds":',
  'null',
  '[]',
  '{"bounds":{"width":1200,"height":800}}',
  '{"bounds":{"width":"wide","height":800},"maximized":false}',
  '{"bounds":{"width":10,"height":10},"maximized":false}',
  '{"bounds":{"width":1e999,"height":800},"maximized":false}',
  '{"bounds":{"width":1200.5,"height":800},"maximized":false}',
  '{"bounds":{"width":1200,"height":800},"maximized":false,"more":1}',
])('a file that says %j is as good as none', (text) => {
  expect(readWindowState(makeFile(text), [screen])).toEqual(firstWindowState);
});

test('a place that cannot be written disturbs nobody', () => {
  const file = makeFile('not a folder');
  expect(() => writeWindowState(path.join(file, 'window.json'), state)).not.toThrow();
});
