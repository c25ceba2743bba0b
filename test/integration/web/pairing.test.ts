import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { ask, askForToken, openHost, openSocket } from './open-host.ts';

test('a code buys the token once, and a fresh address is told for the next window', async () => {
  const host = await openHost();
  const first = await askForToken(host);
  expect(first.status).toBe(200);
  const { token } = JSON.parse(first.body) as { token: string };
  expect(token.length).toBeGreaterThanOrEqual(43);
  expect(await askForToken(host)).toMatchObject({ status: 403, body: '' });
  expect(host.nextUrls).toHaveLength(1);
  const next = new URL(host.nextUrls[0] ?? '');
  const code = new URLSearchParams(next.hash.slice(1)).get('code');
  expect(code).not.toBe(host.code);
  expect(await askForToken(host, { code })).toMatchObject({ status: 200, body: first.body });
});

test('the code stands in the fragment, which no request carries', async () => {
  const { host, code } = await openHost();
  const url = new URL(host.url);
  expect([url.hostname, url.pathname, url.search, url.hash]).toEqual(['127.0.0.1', '/', '', `#code=${code}`]);
  expect(code.length).toBeGreaterThanOrEqual(32);
});

test.each([
  ['in the query of the page', (code: string) => ({ address: `/?code=${code}`, method: 'GET' })],
  [
    'in the query of the exchange',
    (code: string) => ({ address: `/pair?code=${code}`, method: 'POST', body: '{}' }),
  ],
  ['by GET', (code: string) => ({ address: `/pair?code=${code}`, method: 'GET' })],
])('a code %s gives no token and is not used up', async (_where, toRequest) => {
  const host = await openHost();
  const { address, method, ...rest } = toRequest(host.code);
  const headers = { origin: host.origin, 'content-type': 'application/json' };
  expect((await ask(host, address, { method, headers, ...rest })).body).not.toContain('token');
  expect((await askForToken(host)).status).toBe(200);
});

const refused: [string, unknown, Record<string, string>, number][] = [
  ['a wrong code', { code: 'guess' }, {}, 403],
  ['no code', {}, {}, 403],
  ['an empty body', '', {}, 403],
  ['a body that is not JSON', 'code=x', {}, 403],
  ['a body that is no object', 'null', {}, 403],
  ['a code that is no text', { code: ['x'] }, {}, 403],
  [
    'a form, which any page could send',
    'code=x',
    { 'content-type': 'application/x-www-form-urlencoded' },
    415,
  ],
  ['plain text, which any page could send', '{}', { 'content-type': 'text/plain' }, 415],
  ['another origin', undefined, { origin: 'http://evil.example' }, 403],
  ['no origin of a page', undefined, { origin: 'null' }, 403],
  ['our origin by https', undefined, { origin: 'https://127.0.0.1' }, 403],
  ['a body of 5000 bytes', { code: 'x'.repeat(5000) }, {}, 413],
  ['a body of 5000 bytes in pieces', { code: 'x'.repeat(5000) }, { 'transfer-encoding': 'chunked' }, 413],
];

test('whatever else asks for the token is refused, and the code stays good', async () => {
  const host = await openHost();
  for (const [what, body, headers, status] of refused)
    expect(await askForToken(host, body, headers), what).toMatchObject({ status, body: '' });
  expect((await askForToken(host)).status).toBe(200);
});

test('a body that is too long is refused before it has arrived', async () => {
  const host = await openHost();
  const socket = connect(host.port, '127.0.0.1').setEncoding('utf8');
  socket.write(
    `POST /pair HTTP/1.1\r\nHost: ${host.authority}\r\nOrigin: ${host.origin}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(5000)}`,
  );
  expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1\.1 413 /);
});

test('a request without any origin gets no token', async () => {
  const host = await openHost();
  const answer = await ask(host, '/pair', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: host.code }),
  });
  expect(answer).toMatchObject({ status: 403, body: '' });
});

test('a code with an unknown field beside it is refused', async () => {
  const host = await openHost();
  expect((await askForToken(host, { code: host.code, more: 1 })).status).toBe(403);
});

test('the token of one launch does not open another', async () => {
  const [one, other] = [await openHost(), await openHost()];
  const { token } = JSON.parse((await askForToken(one)).body) as { token: string };
  expect((await openSocket(one, token)).status).toBe(101);
  expect((await openSocket(other, token)).status).toBe(403);
});
