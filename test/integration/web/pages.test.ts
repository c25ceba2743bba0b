import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '#main/hosts/content-security-policy.ts';
import { serveWeb } from '#main/hosts/web/serve.ts';
import { ask, askForToken, makeRenderer, openHost } from './open-host.ts';

describe('the page’s own files', () => {
  test('are served with their types, the page also at the root', async () => {
    const host = await openHost();
    const page = await ask(host, '/');
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>Layerbench</title>' });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect((await ask(host, '/index.html?fresh=1')).body).toBe(page.body);
    const script = await ask(host, '/assets/index.js');
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(await ask(host, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(await ask(host, '/', { headers: { host: `localhost:${host.port}` } })).toMatchObject({
      status: 200,
    });
  });

  const missing: [string, string][] = [
    ['an unknown file', '/nothing.js'],
    ['a folder', '/assets'],
    ['a folder with a slash', '/assets/'],
    ['a file of a kind that is not served', '/assets/notes.txt'],
    ['a link to a file outside', '/linked.html'],
    ['a file behind a linked folder', '/up/secret.html'],
    ['a path with ..', '/../secret.html'],
    ['a path with .. inside', '/assets/../../secret.html'],
    ['an encoded ..', '/%2e%2e/secret.html'],
    ['an encoded slash', '/..%2fsecret.html'],
    ['a doubly encoded ..', '/%252e%252e%252fsecret.html'],
    ['a backslash', '/..\\secret.html'],
    ['a path that is absolute', '//etc/passwd'],
    ['a whole address', 'http://example.com/'],
    ['a name that every object has', '/constructor'],
    ['a broken escape', '/%'],
    ['a null byte', '/index.html%00'],
  ];

  test('are all there is: no other address, link or way around finds anything', async () => {
    const host = await openHost();
    for (const [what, address] of missing)
      expect(await ask(host, address), what).toMatchObject({ status: 404, body: '' });
  });

  test('are only read', async () => {
    const host = await openHost();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect(await ask(host, '/', { method }), method).toMatchObject({ status: 405, body: '' });
  });

  const otherNames = [
    'evil.example',
    'localhost',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '127.0.0.1:PORT.evil.example',
    '[::1]:PORT',
    '0.0.0.0:PORT',
  ];

  test('are not for a page that calls this host by another name, or by none', async () => {
    const host = await openHost();
    for (const name of otherNames) {
      const headers = { host: name.replace('PORT', String(host.port)) };
      expect(await ask(host, '/', { headers }), name).toMatchObject({ status: 403, body: '' });
      expect(await askForToken(host, undefined, headers), name).toMatchObject({ status: 403 });
    }
    const socket = connect(host.port, '127.0.0.1');
    socket.setEncoding('utf8').end('GET / HTTP/1.0\r\n\r\n');
    const answer = (await socket.toArray()).join('');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

test('every answer carries every security header, also a refusal', async () => {
  const host = await openHost();
  const answers = [
    await ask(host, '/'),
    await ask(host, '/assets/index.js'),
    await ask(host, '/nothing'),
    await ask(host, '/', { method: 'POST' }),
    await ask(host, '/', { headers: { host: 'evil.example' } }),
    await ask(host, '/pair'),
    await askForToken(host, { code: 'wrong' }),
    await askForToken(host),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 405, 403, 405, 403, 200]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject(securityHeaders);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('the policy lets the page load its own files only, and nobody frame it', () => {
  const rules = new Map(
    contentSecurityPolicy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
  );
  expect(rules.get('default-src')).toEqual(["'none'"]);
  expect(rules.get('script-src')).toEqual(["'self'"]);
  expect(rules.get('style-src')).toEqual(["'self'"]);
  expect(rules.get('connect-src')).toEqual(["'self'"]);
  expect(rules.get('frame-ancestors')).toEqual(["'none'"]);
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
});

test('a port that is taken is refused by its number, and the app stays open for another', async () => {
  const { app, port } = await openHost();
  const options = { rendererFolder: makeRenderer(), onPaired: () => {} };
  await expect(serveWeb(app, { ...options, port })).rejects.toMatchObject({
    code: 'port.inUse',
    params: { port },
  });
  const other = await serveWeb(app, { ...options, port: 0 });
  expect(new URL(other.url).port).not.toBe(String(port));
  await other.close();
});

test('closing lets go of the port', async () => {
  const { app, host, port } = await openHost();
  await host.close();
  const again = await serveWeb(app, { port, rendererFolder: makeRenderer(), onPaired: () => {} });
  expect(new URL(again.url).port).toBe(String(port));
  await again.close();
});
