import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the loopback host. A page proves itself by the one-time code in the address that was printed;
 * the code buys this launch's token, which every socket must carry. Host and Origin must be exactly ours, so no
 * page on the web can reach in, not even through a name that resolves to this machine.
 */
export class Access {
  readonly #hosts: ReadonlySet<string>;
  readonly #token = randomBytes(32).toString('base64url');
  readonly #codes = new Set<string>();

  constructor(port: number) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  }

  /** A code that works once. */
  newCode(): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.add(digest(code));
    return code;
  }

  /** The token, when the code is one that was given out and not used yet. */
  redeem(code: string): string | null {
    return this.#codes.delete(digest(code)) ? this.#token : null;
  }

  isOwnHost(request: IncomingMessage): boolean {
    return this.#hosts.has(request.headers.host ?? '');
  }

  /** True when the request comes from our own page. */
  isOwnOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    return this.isOwnHost(request) && origin === `http://${host ?? ''}`;
  }

  /** True when a socket's sub-protocols carry the token. */
  hasToken(request: IncomingMessage): boolean {
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    const given = protocols.find((name) => name.startsWith('token.'))?.slice('token.'.length) ?? '';
    return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(this.#token)));
  }
}

/** Compared instead of the secret itself, so that lengths are equal and times tell nothing. */
function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
