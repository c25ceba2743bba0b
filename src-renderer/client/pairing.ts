import { NotPairedError } from './not-paired-error.ts';

const storageKey = 'layerbench.token';

/**
 * Exchanges the one-time code in the address's fragment for this launch's token. The fragment is removed from
 * the address at once; the token lives as long as the tab, so that a reload stays paired.
 */
export async function pair(): Promise<string> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) {
    const token = sessionStorage.getItem(storageKey);
    if (token === null) throw new NotPairedError();
    return token;
  }
  history.replaceState(null, '', location.pathname);
  const response = await fetch('/pair', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
    credentials: 'omit',
  });
  if (!response.ok) throw new NotPairedError();
  const { token } = (await response.json()) as { token: string };
  sessionStorage.setItem(storageKey, token);
  return token;
}
