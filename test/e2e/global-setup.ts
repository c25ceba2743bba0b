import { execFileSync } from 'node:child_process';
import { ensureBrowser } from './ensure-browser.ts';

/** Builds what is tested, as `npm start` would, and makes sure of a browser. */
export default function globalSetup(): void {
  execFileSync(process.execPath, ['src-main/hosts/cli/bin.mjs', '--version'], { stdio: 'ignore' });
  process.env['LAYERBENCH_TEST_BROWSER'] = ensureBrowser();
}
