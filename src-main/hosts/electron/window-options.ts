import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowState } from './window-state.ts';

/** The window: sandboxed, isolated, no Node, no webview, one preload. */
export function windowOptions(state: WindowState, preload: string): BrowserWindowConstructorOptions {
  return {
    ...state.bounds,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Layerbench',
    backgroundColor: '#0f1115',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}
