import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mapStaticFiles } from '#main/hosts/static-files.ts';

test('the map holds the files of known kinds by their addresses, and follows no link', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'page', 'assets', 'deep'), { recursive: true });
  for (const file of [
    'index.html',
    'assets/a.css',
    'assets/deep/b.woff2',
    'assets/c.exe',
    'assets/.env',
    'd.js.map',
  ])
    writeFileSync(path.join(folder, 'page', file), file);
  writeFileSync(path.join(folder, 'outside.html'), 'outside');
  symlinkSync(path.join(folder, 'outside.html'), path.join(folder, 'page', 'linked.html'));
  symlinkSync(folder, path.join(folder, 'page', 'up'));
  symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'page', 'broken.html'));
  const files = mapStaticFiles(path.join(folder, 'page'));
  expect([...files.keys()].toSorted()).toEqual(['/', '/assets/a.css', '/assets/deep/b.woff2', '/index.html']);
  expect(files.get('/')).toEqual(files.get('/index.html'));
  expect(files.get('/assets/deep/b.woff2')).toEqual({
    file: path.join(folder, 'page', 'assets', 'deep', 'b.woff2'),
    type: 'font/woff2',
  });
});
