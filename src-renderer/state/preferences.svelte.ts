import { mode, setMode, userPrefersMode } from 'mode-watcher';
import { language, type Locale } from '../i18n/locale.svelte.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What a person likes, kept in this browser or window; never part of an experiment. */
export class Preferences {
  get theme(): Theme {
    return userPrefersMode.current;
  }
  set theme(theme: Theme) {
    setMode(theme);
  }

  /** Whether dark is shown now, by choice or by the system. */
  get dark(): boolean {
    return mode.current === 'dark';
  }

  toggleTheme(): void {
    setMode(this.dark ? 'light' : 'dark');
  }

  get language(): Locale {
    return language.locale;
  }
  set language(locale: Locale) {
    language.choose(locale);
  }

  toggleLanguage(): void {
    language.choose(language.locale === 'en' ? 'ko' : 'en');
  }
}
