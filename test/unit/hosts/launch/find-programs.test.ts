import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findBrowser } from '#main/hosts/launch/find-browser.mjs';
import { electronPackage, findElectron } from '#main/hosts/launch/find-electron.mjs';
import { findBundledNode, isModern } from '#main/hosts/launch/modern-node.mjs';

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function makeFile(...parts: string[]): string {
  const file = path.join(...parts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

describe('a browser', () => {
  const inPath = (...folders: string[]) => ({ PATH: folders.join(path.delimiter) });

  test('is found in any folder of the path, Chromium before Chrome', () => {
    const [one, two] = [makeFolder(), makeFolder()];
    const chrome = makeFile(one, 'google-chrome');
    expect(findBrowser(inPath(makeFolder(), one, two), 'linux')).toBe(chrome);
    const chromium = makeFile(two, 'chromium');
    expect(findBrowser(inPath(one, two), 'linux')).toBe(chromium);
  });

  test('is a file, not a folder of that name', () => {
    const folder = makeFolder();
    mkdirSync(path.join(folder, 'chromium'));
    expect(findBrowser(inPath(folder), 'linux')).toBeNull();
  });

  test('is not looked for in the folder one happens to stand in', () => {
    const folder = makeFolder();
    makeFile(folder, 'chromium');
    const before = process.cwd();
    const relative = path.relative(before, folder);
    expect(findBrowser({ PATH: ['', '.', relative].join(path.delimiter) }, 'linux')).toBeNull();
  });

  test('is not found where there is no path at all', () => {
    expect(findBrowser({}, 'linux')).toBeNull();
  });

  test('is found among the programs of Windows, also one that only this user has', () => {
    const [all, own] = [makeFolder(), makeFolder()];
    const edge = makeFile(own, 'Microsoft\\Edge\\Application\\msedge.exe');
    const env = { PROGRAMFILES: all, 'PROGRAMFILES(X86)': all, LOCALAPPDATA: own };
    expect(findBrowser(env, 'win32')).toBe(edge);
    const chrome = makeFile(all, 'Google\\Chrome\\Application\\chrome.exe');
    expect(findBrowser(env, 'win32')).toBe(chrome);
  });
});

describe('Electron', () => {
  const folder = electronPackage();

  test('is looked for in the package of that name', () => {
    expect(folder).not.toBeNull();
    expect(JSON.parse(readFileSync(path.join(folder ?? '', 'package.json'), 'utf8'))).toMatchObject({
      name: 'electron',
    });
  });

  test('is what ELECTRON_OVERRIDE_DIST_PATH names, where it lies there', () => {
    const dist = makeFolder();
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: dist })).toBeNull();
    const program = makeFile(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: dist })).toBe(program);
  });

  test('is null or a program that is there', () => {
    const found = findElectron({});
    expect(found === null || path.isAbsolute(found)).toBe(true);
  });
});

describe('Node', () => {
  test.each([
    ['20.19.0', false],
    ['22.13.1', false],
    ['22.14.0', true],
    ['22.21.1', true],
    ['23.0.0', true],
    ['24.0.0', true],
    ['100.0.0', true],
    ['9.99.0', false],
  ])('%s is new enough for the store: %s', (version, isEnough) => {
    expect(isModern(version)).toBe(isEnough);
  });

  test('that the package brought is new enough, where it brought one', () => {
    const node = findBundledNode();
    expect(node === null || path.isAbsolute(node)).toBe(true);
    if (node !== null) expect(readFileSync(node).length).toBeGreaterThan(1_000_000);
  });
});
