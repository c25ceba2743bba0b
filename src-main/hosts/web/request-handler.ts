import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { securityHeaders } from '../content-security-policy.ts';
import type { StaticFile } from '../static-files.ts';
import type { Access } from './access.ts';

/** The most bytes that a request's body may have; a code is short. */
const bodyMost = 4096;

const PairSchema = v.strictObject({ code: v.pipe(v.string(), v.maxLength(200)) });

/** Answers the few plain requests there are: the page's own files, and the exchange of a code for the token. */
export function createRequestHandler(
  files: ReadonlyMap<string, StaticFile>,
  access: Access,
  onPaired: () => void,
) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (!access.isOwnHost(request)) return refuse(response, 403);
    const address = (request.url ?? '/').split('?')[0] ?? '/';
    if (address === '/pair') return void pair(request, response, access, onPaired);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const found = files.get(address);
    if (found === undefined) return refuse(response, 404);
    response.writeHead(200, { 'content-type': found.type });
    if (request.method === 'HEAD') response.end();
    else
      createReadStream(found.file)
        .on('error', () => response.destroy())
        .pipe(response);
  };
}

async function pair(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  onPaired: () => void,
): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 405);
  if (!access.isOwnOrigin(request)) return refuse(response, 403);
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return refuse(response, 415);
  const body = await readBody(request);
  if (body === null) return refuse(response, 413);
  const token = redeem(body, access);
  if (token === null) return refuse(response, 403);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ token }));
  onPaired();
}

function redeem(body: string, access: Access): string | null {
  try {
    const given = v.safeParse(PairSchema, JSON.parse(body));
    return given.success ? access.redeem(given.output.code) : null;
  } catch {
    return null;
  }
}

/** Null when the body is longer than any honest one, or never arrives whole. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > bodyMost) return null;
      parts.push(part);
    }
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString('utf8');
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end();
}
