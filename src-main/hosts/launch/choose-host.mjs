// @ts-check

/**
 * @typedef {{ host: 'electron', program: string } | { host: 'web', why: string | null }} Choice
 */

/**
 * Decides where the workbench opens: the desktop app, or the browser with the reason in one sentence.
 *
 * @param {object} facts
 * @param {boolean} facts.webWanted `--web` was given
 * @param {NodeJS.Platform} facts.platform
 * @param {NodeJS.ProcessEnv} facts.env
 * @param {boolean} facts.isRoot
 * @param {() => string | null} facts.find
 * @param {() => Promise<{ program: string } | { reason: string }>} facts.fetch
 * @returns {Promise<Choice>}
 */
export async function chooseHost({ webWanted, platform, env, isRoot, find, fetch }) {
  if (webWanted) return { host: 'web', why: null };
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'] && find() === null)
    return inBrowser('Electron is not here and there is no display to open its window on');
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    return inBrowser('there is no display to open a window on');
  if (platform === 'linux' && isRoot) return inBrowser('Electron does not run as root');
  const found = find();
  if (found !== null) return { host: 'electron', program: found };
  const fetched = await fetch();
  if ('program' in fetched) return { host: 'electron', program: fetched.program };
  return inBrowser(`Electron is not here and ${fetched.reason}`);
}

/**
 * @param {string} reason
 * @returns {Choice}
 */
function inBrowser(reason) {
  return {
    host: 'web',
    why: `Layerbench opens in the browser, because ${reason}; for the desktop app run "npm start" on a desktop with a connection, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with Electron.`,
  };
}
