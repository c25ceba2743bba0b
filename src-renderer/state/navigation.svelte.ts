export const places = ['data', 'design', 'train', 'runs'] as const;
export type Place = (typeof places)[number];

/** Stands in the address of Runs where a run's id would. */
const trashAddress = 'trash';

/**
 * Which place is shown, kept in the address (`#/train`, `#/runs/ID`), so that going back, reloading and
 * bookmarks work.
 */
export class Navigation {
  #place = $state<Place>('design');
  #run = $state<string | null>(null);

  get place(): Place {
    return this.#place;
  }
  /** The id of the run that is opened in this place; null when none is. */
  get run(): string | null {
    return this.isTrash ? null : this.#run;
  }
  /** Whether Runs shows the trash. */
  get isTrash(): boolean {
    return this.#place === 'runs' && this.#run === trashAddress;
  }

  /** Follows the address. @returns a function that stops */
  start(): () => void {
    const follow = () => this.#read(location.hash);
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }

  go(place: Place, run: string | null = null): void {
    this.#place = place;
    this.#run = run;
    const hash = run === null ? `#/${place}` : `#/${place}/${encodeURIComponent(run)}`;
    if (location.hash !== hash) location.hash = hash;
  }

  openRun(id: string): void {
    this.go('runs', id);
  }

  openTrash(): void {
    this.go('runs', trashAddress);
  }

  #read(hash: string): void {
    const [, place = '', run = ''] = hash.split('/');
    this.#place = places.find((known) => known === place) ?? 'design';
    this.#run = run === '' ? null : decode(run);
  }
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
