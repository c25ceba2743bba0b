import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { Access } from '#main/hosts/web/access.ts';

const asks = (headers: IncomingMessage['headers']) => ({ headers }) as IncomingMessage;

test('every code is another and works once; a used or unknown one gives nothing', () => {
  const access = new Access(8123);
  const codes = Array.from({ length: 50 }, () => access.newCode());
  expect(new Set(codes).size).toBe(50);
  const tokens = codes.map((code) => access.redeem(code));
  expect(new Set(tokens).size).toBe(1);
  expect(tokens).not.toContain(null);
  for (const code of [...codes, '', 'guess']) expect(access.redeem(code)).toBeNull();
});

test.each([
  ['127.0.0.1:8123', true],
  ['localhost:8123', true],
  ['localhost:8124', false],
  ['LOCALHOST:8123', false],
  ['example.com:8123', false],
  ['127.0.0.1', false],
  [undefined, false],
])('the host %s is ours: %s', (host, isOurs) => {
  expect(new Access(8123).isOwnHost(asks(host === undefined ? {} : { host }))).toBe(isOurs);
});

test.each([
  ['127.0.0.1:8123', 'http://127.0.0.1:8123', true],
  ['localhost:8123', 'http://localhost:8123', true],
  ['localhost:8123', 'http://127.0.0.1:8123', false],
  ['127.0.0.1:8123', 'https://127.0.0.1:8123', false],
  ['127.0.0.1:8123', 'http://127.0.0.1:81234', false],
  ['127.0.0.1:8123', 'null', false],
  ['127.0.0.1:8123', undefined, false],
  ['evil.example', 'http://evil.example', false],
])('host %s with origin %s is our own page: %s', (host, origin, isOurs) => {
  expect(new Access(8123).isOwnOrigin(asks({ host, ...(origin === undefined ? {} : { origin }) }))).toBe(
    isOurs,
  );
});

test('only the whole token opens, wherever it stands among the protocols', () => {
  const access = new Access(8123);
  const token = access.redeem(access.newCode()) ?? '';
  const carries = (protocols: string | undefined) =>
    access.hasToken(asks(protocols === undefined ? {} : { 'sec-websocket-protocol': protocols }));
  expect(carries(`layerbench, token.${token}`)).toBe(true);
  expect(carries(`token.${token},layerbench`)).toBe(true);
  for (const wrong of [
    undefined,
    '',
    'layerbench',
    'token.',
    token,
    `token.${token.slice(1)}`,
    `token.${token}x`,
  ])
    expect(carries(wrong)).toBe(false);
});
