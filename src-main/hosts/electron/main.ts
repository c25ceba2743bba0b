import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session, shell } from 'electron';
import { Opening } from '../../opening.ts';
import { systemClock } from '../../services/clock.ts';
import { createLog } from '../../services/log.ts';
import {
  chooseStoreFile,
  preloadFile,
  rendererFolder,
  resourcesFolder,
  simd,
  threads,
  version,
} from '../places.ts';
import { startDesktop } from './desktop.ts';

// Not awaited: Electron becomes ready only after this module has been evaluated.
void startDesktop({
  electron: { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session },
  openApp: () =>
    Opening.open({
      host: 'electron',
      version,
      storeFile: chooseStoreFile(undefined, process.env),
      resourcesFolder,
      clock: systemClock,
      log: createLog({ debug: false }),
      ...threads,
      reveal: (file) => shell.showItemInFolder(file),
      simd: simd(process.env),
    }),
  rendererFolder,
  preloadFile,
  platform: process.platform,
  argv: process.argv.slice(1),
  workingFolder: process.cwd(),
});
