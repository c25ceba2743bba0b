import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMain, IpcMainEvent } from 'electron';
import type { AppRouter } from '../../services/router.ts';
import { pageOrigin } from './page-address.ts';
import { portChannel } from './port-channel.ts';

/** Listens for the page's port and serves the contract on it; messages from anywhere else are not answered. */
export function acceptPorts(ipcMain: Pick<IpcMain, 'on'>, router: AppRouter): void {
  const handler = new RPCHandler(router);
  ipcMain.on(portChannel, (event) => {
    const [port] = event.ports;
    if (port === undefined || !isOwnPage(event)) return;
    handler.upgrade(port, { context: {} });
    port.start();
  });
}

/** True for the top frame of our own page, and for nothing embedded in it. */
export function isOwnPage(event: Pick<IpcMainEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === pageOrigin;
}
