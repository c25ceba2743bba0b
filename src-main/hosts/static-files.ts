import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface StaticFile {
  /** Absolute path on disk. */
  file: string;
  type: string;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Every file that a host may serve, by its address (`/assets/index.js`), looked up once at start. A request is
 * answered from this map or not at all: no path is ever built from what a request says, and links are left out.
 */
export function mapStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  const walk = (at: string, address: string) => {
    for (const name of readdirSync(at)) {
      const file = path.join(at, name);
      const status = lstatSync(file);
      const type = types[path.extname(name)];
      if (status.isDirectory()) walk(file, `${address}/${name}`);
      else if (status.isFile() && type !== undefined) files.set(`${address}/${name}`, { file, type });
    }
  };
  walk(folder, '');
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}
