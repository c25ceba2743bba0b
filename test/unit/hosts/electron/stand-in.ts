import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions, Rectangle } from 'electron';
import { onTestFinished, vi } from 'vitest';
import type { OpenWorkbench } from '#main/opening.ts';
import { startDesktop, type ElectronApi } from '#main/hosts/electron/desktop.ts';

/** A page as far as the desktop app touches it. */
export class FakeContents extends EventEmitter {
  readonly reload = vi.fn();
  openWindow: ((details: { url: string }) => { action: string }) | undefined;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openWindow = handler;
  }
}

/** A window that remembers what it was asked to do. */
export class FakeWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  readonly asked: string[] = [];
  loaded: string | undefined;
  bounds: Rectangle = { x: 10, y: 20, width: 1000, height: 700 };
  minimized = false;
  maximized = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }

  loadURL(url: string): Promise<void> {
    this.loaded = url;
    return Promise.resolve();
  }

  show = (): void => void this.asked.push('show');
  focus = (): void => void this.asked.push('focus');
  restore = (): void => void this.asked.push('restore');
  maximize = (): void => void this.asked.push('maximize');
  isMinimized = (): boolean => this.minimized;
  isMaximized = (): boolean => this.maximized;
  getNormalBounds = (): Rectangle => this.bounds;
}

interface Answers {
  isFirst?: boolean;
  locale?: string;
  displays?: Rectangle[];
}

/** Electron as far as the desktop app uses it; what it was told can be read from it. */
export class FakeElectron {
  readonly userData: string;
  readonly windows: FakeWindow[] = [];
  readonly asked: string[] = [];
  readonly errorBoxes: [string, string][] = [];
  readonly schemes: { scheme: string; privileges?: object }[] = [];
  readonly app;
  readonly session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  };
  readonly ipcMain = new EventEmitter();
  page: ((request: Request) => Promise<Response>) | undefined;
  menu: MenuItemConstructorOptions[] = [];
  readonly api: ElectronApi;

  constructor({ isFirst = true, locale = 'en-US', displays = [screen] }: Answers = {}) {
    this.userData = mkdtempSync(path.join(tmpdir(), 'layerbench-'));
    onTestFinished(() => rmSync(this.userData, { recursive: true, force: true }));
    const { asked, windows } = this;
    this.app = Object.assign(new EventEmitter(), {
      enableSandbox: () => void asked.push('enableSandbox'),
      requestSingleInstanceLock: () => isFirst,
      whenReady: () => Promise.resolve(),
      quit: () => void asked.push('quit'),
      exit: (code: number) => void asked.push(`exit ${code}`),
      getLocale: () => locale,
      getPath: (name: string) => (name === 'userData' ? this.userData : ''),
    });
    class Window extends FakeWindow {
      static getAllWindows = () => windows;

      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
      }
    }
    this.api = {
      app: this.app,
      BrowserWindow: Window,
      dialog: { showErrorBox: (title: string, text: string) => void this.errorBoxes.push([title, text]) },
      ipcMain: this.ipcMain,
      Menu: {
        buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
        setApplicationMenu: (menu: MenuItemConstructorOptions[]) => (this.menu = menu),
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => void this.schemes.push(...schemes),
        handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
          asked.push(`handle ${scheme}`);
          this.page = handler;
        },
      },
      screen: { getAllDisplays: () => displays.map((workArea) => ({ workArea })) },
      session: { defaultSession: this.session },
    } as unknown as ElectronApi;
  }

  /** The one window that is open. */
  get window(): FakeWindow {
    const [window, ...more] = this.windows;
    if (window === undefined || more.length > 0) throw new Error(`${this.windows.length} windows are open`);
    return window;
  }
}

export const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };

/** Services that only close, and are offered bundles. */
export function makeServices(
  close: () => Promise<void> = () => Promise.resolve(),
  offer: (file: string) => void = () => {},
): OpenWorkbench {
  return { router: {}, problem: null, onChange: () => {}, offer, close } as unknown as OpenWorkbench;
}

/** Starts the desktop app over a stand-in, with a page of one file. */
export async function startOn(
  electron: FakeElectron,
  change: { openApp?: () => Promise<OpenWorkbench>; platform?: NodeJS.Platform; argv?: string[] } = {},
): Promise<void> {
  writeFileSync(path.join(electron.userData, 'index.html'), '<title>Layerbench</title>');
  await startDesktop({
    electron: electron.api,
    openApp: () => Promise.resolve(makeServices()),
    rendererFolder: electron.userData,
    preloadFile: '/app/preload.cjs',
    platform: 'linux',
    argv: [],
    workingFolder: '/work',
    ...change,
  });
}

/** An event that can be refused. */
export function makeEvent(fields: object = {}) {
  return { ...fields, preventDefault: vi.fn() };
}
