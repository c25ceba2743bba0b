import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findBrowser } from '#main/hosts/launch/find-browser.mjs';

/**
 * A real Chromium to test in: an installed one, Playwright's own, else one that is installed now; says what it did.
 *
 * @returns its program
 */
export function ensureBrowser(): string {
  const installed = findBrowser();
  if (installed !== null) return say('found an installed browser', installed);
  const own = chromium.executablePath();
  if (existsSync(own)) return say("found Playwright's own browser", own);
  const added = process.platform === 'linux' && process.getuid?.() === 0 ? installByApt() : null;
  if (added !== null) return say('installed Debian’s chromium with apt-get', added);
  execFileSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
  });
  return say("downloaded Playwright's browser", chromium.executablePath());
}

function installByApt(): string | null {
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
    return findBrowser();
  } catch {
    return null;
  }
}

function say(what: string, program: string): string {
  process.stdout.write(`e2e: ${what}: ${program}\n`);
  return program;
}
