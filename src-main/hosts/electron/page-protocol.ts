import { readFile } from 'node:fs/promises';
import { securityHeaders } from '../content-security-policy.ts';
import type { StaticFile } from '../static-files.ts';
import { pageOrigin } from './page-address.ts';

/** Answers `app://layerbench/…` from the map of built files, GET only; everything else is refused. */
export function createPageHandler(files: ReadonlyMap<string, StaticFile>) {
  return async (request: Request): Promise<Response> => {
    const address = new URL(request.url);
    if (`${address.protocol}//${address.host}` !== pageOrigin) return refuse(403);
    if (request.method !== 'GET') return refuse(405);
    const found = files.get(address.pathname);
    if (found === undefined) return refuse(404);
    const body = await readFile(found.file);
    return new Response(new Uint8Array(body), {
      headers: { ...securityHeaders, 'content-type': found.type },
    });
  };
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders });
}
