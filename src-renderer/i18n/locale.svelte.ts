import { baseLocale, isLocale, overwriteGetLocale, type locales } from './paraglide/runtime.js';

export type Locale = (typeof locales)[number];

const storageKey = 'layerbench-language';

/**
 * The language of every text. It is reactive state, so a message that is called in a template, a `$derived` or
 * a function is said anew when the language changes; nothing is reloaded and no state is lost.
 */
class Language {
  #locale = $state<Locale>(baseLocale);

  get locale(): Locale {
    return this.#locale;
  }

  /** Reads the language chosen before, else the first one of the browser that exists here. */
  restore(): void {
    const stored = localStorage.getItem(storageKey);
    const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => isLocale(tag));
    this.#show(isLocale(stored) ? stored : isLocale(wanted) ? wanted : baseLocale);
  }

  choose(locale: Locale): void {
    localStorage.setItem(storageKey, locale);
    this.#show(locale);
  }

  #show(locale: Locale): void {
    this.#locale = locale;
    if (typeof document !== 'undefined') document.documentElement.lang = locale;
  }
}

export const language = new Language();
overwriteGetLocale(() => language.locale);
