import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { App } from '#main/app.ts';
import { serveWeb, type WebHost } from '#main/hosts/web/serve.ts';
import { makeFolder, openTestApp } from '../services/test-app.ts';

export interface OpenHost {
  app: App;
  host: WebHost;
  port: number;
  /** `127.0.0.1:PORT`. */
  authority: string;
  origin: string;
  code: string;
  /** Addresses told after a code was used. */
  nextUrls: string[];
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A page of two files, and beside it a secret that links point to. */
export function makeRenderer(): string {
  const folder = makeFolder();
  const renderer = path.join(folder, 'renderer');
  mkdirSync(path.join(renderer, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.html'), 'secret');
  writeFileSync(path.join(renderer, 'index.html'), '<!doctype html><title>Layerbench</title>');
  writeFileSync(path.join(renderer, 'assets', 'index.js'), 'export {};');
  writeFileSync(path.join(renderer, 'assets', 'notes.txt'), 'not of a kind that is served');
  symlinkSync(path.join(folder, 'secret.html'), path.join(renderer, 'linked.html'));
  symlinkSync(folder, path.join(renderer, 'up'));
  return renderer;
}

/** The workbench on a free loopback port, closed with the test. */
export async function openHost(): Promise<OpenHost> {
  const app = await openTestApp({ host: 'web' });
  const nextUrls: string[] = [];
  const host = await serveWeb(app, {
    port: 0,
    rendererFolder: makeRenderer(),
    onPaired: (nextUrl) => void nextUrls.push(nextUrl),
  });
  onTestFinished(() => host.close());
  const url = new URL(host.url);
  const code = new URLSearchParams(url.hash.slice(1)).get('code') ?? '';
  return { app, host, port: Number(url.port), authority: url.host, origin: url.origin, code, nextUrls };
}

/** One plain request; `address` goes out as it is, dots and all. */
export function ask(
  { port }: Pick<OpenHost, 'port'>,
  address: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: address, method, headers, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Exchanges a code as the page does. */
export function askForToken(
  host: OpenHost,
  body: unknown = { code: host.code },
  headers: Record<string, string> = {},
): Promise<Answer> {
  return ask(host, '/pair', {
    method: 'POST',
    headers: { origin: host.origin, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export async function getToken(host: OpenHost): Promise<string> {
  return (JSON.parse((await askForToken(host)).body) as { token: string }).token;
}

/** The status with which a socket was answered: 101 when it opened. */
export function openSocket(
  { authority, origin }: OpenHost,
  token: string | null,
  change: { path?: string; origin?: string | null; host?: string } = {},
): Promise<{ status: number; socket: WebSocket }> {
  const protocols = ['layerbench', ...(token === null ? [] : [`token.${token}`])];
  const from = change.origin === undefined ? origin : change.origin;
  const socket = new WebSocket(`ws://${authority}${change.path ?? '/rpc'}`, protocols, {
    headers: { ...(from === null ? {} : { origin: from }), ...(change.host ? { host: change.host } : {}) },
  });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ status: 101, socket }));
    socket.on('unexpected-response', (_request, { statusCode = 0 }) =>
      resolve({ status: statusCode, socket }),
    );
    socket.on('error', reject);
  });
}
