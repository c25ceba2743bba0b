import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { problem } from '#shared/problem.ts';
import type { OpenWorkbench } from '../../opening.ts';
import { mapStaticFiles } from '../static-files.ts';
import { Access } from './access.ts';
import { createRequestHandler } from './request-handler.ts';

export interface WebHost {
  /** The address to open, with a one-time code in its fragment. */
  url: string;
  close(): Promise<void>;
}

/** The most bytes of one message; an imported file is the largest there is. */
const messageMost = 65 * 1024 * 1024;
const socketsMost = 8;
/** Milliseconds for the last answers of services that others have taken the place of. */
const farewell = 250;
/** https://www.iana.org/assignments/websocket/: service restart; who connects again is answered. */
const restarted = 1012;

/**
 * Serves the workbench to a browser on this machine only.
 *
 * @param options port: 0 finds a free one; onPaired: told a fresh address each time one was used
 * @throws ProblemError port.inUse
 */
export async function serveWeb(
  opening: Pick<OpenWorkbench, 'router'> & Partial<OpenWorkbench>,
  options: { port: number; rendererFolder: string; onPaired: (nextUrl: string) => void },
): Promise<WebHost> {
  const files = mapStaticFiles(options.rendererFolder);
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 });
  const port = await listen(server, options.port);
  const access = new Access(port);
  const freshUrl = () => `http://127.0.0.1:${port}/#code=${access.newCode()}`;
  server.on(
    'request',
    createRequestHandler(files, access, () => options.onPaired(freshUrl())),
  );

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageMost,
    // The token is never echoed; only the plain protocol is.
    handleProtocols: (protocols) => (protocols.has('layerbench') ? 'layerbench' : false),
  });
  server.on('upgrade', (request, socket, head) => {
    const welcome =
      request.url === '/rpc' &&
      access.isOwnOrigin(request) &&
      access.hasToken(request) &&
      sockets.clients.size < socketsMost;
    if (!welcome) {
      // A peer that goes away while it is being refused is no fault of ours.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      void new RPCHandler(opening.router).upgrade(webSocket, { context: {} });
    });
  });

  opening.onChange?.(() => {
    const before = [...sockets.clients];
    setTimeout(() => before.forEach((client) => client.close(restarted)), farewell).unref();
  });

  return {
    url: freshUrl(),
    async close() {
      for (const client of sockets.clients) client.close(1001);
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES' ? problem('port.inUse', { port }) : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
