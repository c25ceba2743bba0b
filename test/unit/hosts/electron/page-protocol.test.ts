import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { securityHeaders } from '#main/hosts/content-security-policy.ts';
import { createPageHandler } from '#main/hosts/electron/page-protocol.ts';
import { mapStaticFiles } from '#main/hosts/static-files.ts';

function makeHandler() {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.html'), 'secret');
  writeFileSync(path.join(folder, 'page', 'index.html'), 'page');
  writeFileSync(path.join(folder, 'page', 'assets', 'a.wasm'), Uint8Array.of(0, 97, 255));
  symlinkSync(path.join(folder, 'secret.html'), path.join(folder, 'page', 'linked.html'));
  return createPageHandler(mapStaticFiles(path.join(folder, 'page')));
}

test.each(['app://layerbench/', 'app://layerbench/index.html', 'app://layerbench/index.html?x=1#y'])(
  '%s is the page',
  async (url) => {
    const response = await makeHandler()(new Request(url));
    expect([response.status, await response.text()]).toEqual([200, 'page']);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  },
);

test('a file comes byte by byte, with its type', async () => {
  const response = await makeHandler()(new Request('app://layerbench/assets/a.wasm'));
  expect(response.headers.get('content-type')).toBe('application/wasm');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(0, 97, 255));
});

test.each([
  ['GET', 'app://layerbench/nothing.js', 404],
  ['GET', 'app://layerbench/assets', 404],
  ['GET', 'app://layerbench/linked.html', 404],
  ['GET', 'app://layerbench/../secret.html', 404],
  ['GET', 'app://layerbench/%2e%2e/secret.html', 404],
  ['GET', 'app://layerbench/..%2fsecret.html', 404],
  ['GET', 'app://layerbench//etc/passwd', 404],
  ['GET', 'app://other/', 403],
  ['GET', 'app://layerbench.evil/', 403],
  ['GET', 'app://layerbench:80/', 403],
  ['GET', 'http://layerbench/', 403],
  ['GET', 'file:///index.html', 403],
  ['POST', 'app://layerbench/', 405],
  ['HEAD', 'app://layerbench/', 405],
  ['DELETE', 'app://layerbench/', 405],
])('%s %s is refused with %i and nothing in it', async (method, url, status) => {
  const response = await makeHandler()(new Request(url, { method }));
  expect([response.status, await response.text()]).toEqual([status, '']);
});

test('every answer carries every security header', async () => {
  const handle = makeHandler();
  for (const url of [
    'app://layerbench/',
    'app://layerbench/assets/a.wasm',
    'app://layerbench/no',
    'app://other/',
  ])
    expect(Object.fromEntries((await handle(new Request(url))).headers)).toMatchObject(securityHeaders);
});
