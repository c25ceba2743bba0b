import path from 'node:path';
import type { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session } from 'electron';
import { ProblemError } from '#shared/problem.ts';
import type { OpenWorkbench } from '../../opening.ts';
import { mapStaticFiles } from '../static-files.ts';
import { confineContents, denyPermissions } from './guards.ts';
import { menuTemplate } from './menu.ts';
import { bundlesIn, OpenedFiles } from './opened-files.ts';
import { pageAddress, pageScheme } from './page-address.ts';
import { createPageHandler } from './page-protocol.ts';
import { acceptPorts } from './port-handover.ts';
import { windowOptions } from './window-options.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

/** The parts of Electron's API that the desktop app uses; tests hand in a stand-in. */
export interface ElectronApi {
  app: typeof app;
  BrowserWindow: typeof BrowserWindow;
  dialog: typeof dialog;
  ipcMain: typeof ipcMain;
  Menu: typeof Menu;
  protocol: typeof protocol;
  screen: typeof screen;
  session: typeof session;
}

export interface DesktopParts {
  electron: ElectronApi;
  openApp: () => Promise<OpenWorkbench>;
  rendererFolder: string;
  preloadFile: string;
  platform: NodeJS.Platform;
  /** The command line, and the folder that its names start from. */
  argv: readonly string[];
  workingFolder: string;
}

/** The life of the desktop app: one instance, one window, services that outlive the page. */
export async function startDesktop(parts: DesktopParts): Promise<void> {
  const { app, protocol, dialog } = parts.electron;
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.enableSandbox();
  if (!app.requestSingleInstanceLock()) return app.quit();
  // macOS says which file was double-clicked, and may do so before the app is ready.
  const opened = new OpenedFiles();
  app.on('open-file', (event, file) => {
    event.preventDefault();
    opened.add(file);
  });
  for (const file of bundlesIn(parts.argv, parts.workingFolder)) opened.add(file);
  await app.whenReady();
  let services: OpenWorkbench;
  try {
    services = await parts.openApp();
  } catch (error) {
    dialog.showErrorBox('Layerbench', error instanceof Error ? error.message : String(error));
    return app.exit(error instanceof ProblemError ? 2 : 1);
  }
  closeServicesBeforeQuit(app, services);
  showWindow(parts, services, opened);
}

function showWindow(parts: DesktopParts, services: OpenWorkbench, opened: OpenedFiles): void {
  const { app, BrowserWindow, ipcMain, Menu, protocol, screen, session } = parts.electron;
  protocol.handle(pageScheme, createPageHandler(mapStaticFiles(parts.rendererFolder)));
  denyPermissions(session.defaultSession);
  acceptPorts(ipcMain, services);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(app.getLocale(), parts.platform)));
  app.on('web-contents-created', (_event, contents) => confineContents(contents));

  const stateFile = path.join(app.getPath('userData'), 'window.json');
  const open = () => {
    const state = readWindowState(
      stateFile,
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const window = new BrowserWindow(windowOptions(state, parts.preloadFile));
    if (state.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () =>
      writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
    );
    // Training goes on without the page; a page that crashed comes back and attaches again.
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') window.webContents.reload();
    });
    void window.loadURL(pageAddress);
  };
  open();
  const show = () => focusOrOpen(BrowserWindow.getAllWindows()[0], open);
  app.on('second-instance', (_event, argv, workingFolder) => {
    show();
    for (const file of bundlesIn(argv, workingFolder)) opened.add(file);
  });
  // The page asks for what was offered when it opens, and is told of what comes later.
  opened.to((file) => {
    show();
    services.offer(file);
  });
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (parts.platform !== 'darwin') app.quit();
  });
}

function focusOrOpen(window: BrowserWindow | undefined, open: () => void): void {
  if (window === undefined) return open();
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Quitting waits until what trains is saved. */
function closeServicesBeforeQuit(electronApp: ElectronApi['app'], services: OpenWorkbench): void {
  let closing: Promise<void> | undefined;
  let closed = false;
  electronApp.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    const quit = () => {
      closed = true;
      electronApp.quit();
    };
    closing ??= services.close().then(quit, quit);
  });
}
