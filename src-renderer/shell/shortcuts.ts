import { tinykeys } from 'tinykeys';
import type { AppState } from '../state/app.svelte.ts';
import { places } from '../state/navigation.svelte.ts';

/**
 * The keys of the whole window. Letters go by their place on the keyboard, so that they work while a Hangul
 * layout is on. A browser keeps Ctrl and a digit for its tabs, so Alt and a digit does the same.
 *
 * @returns a function that lets the keys go
 */
export function bindShortcuts(app: AppState, togglePalette: () => void): () => void {
  const go = Object.fromEntries(
    places.flatMap((place, index) =>
      ['$mod', 'Alt'].map((key) => [`${key}+Digit${index + 1}`, done(() => app.navigation.go(place))]),
    ),
  );
  const everywhere = tinykeys(
    window,
    { '$mod+KeyK': done(togglePalette), '$mod+Comma': done(() => (app.options.isShown = true)), ...go },
    { ignore: (event) => event.isComposing },
  );
  // In a text field these belong to the text; tinykeys leaves fields alone by itself.
  const outsideFields = tinykeys(window, {
    '$mod+KeyZ': done(() => undo(app)),
    '$mod+Shift+KeyZ': done(() => redo(app)),
    '$mod+KeyY': done(() => redo(app)),
  });
  return () => {
    everywhere();
    outsideFields();
  };
}

/** What is in sight: the drawing in Data, what was thrown away in Runs, else the experiment on the bench. */
function undo({ navigation, trash, bench, datasetLook }: AppState): void {
  if (navigation.place === 'data' && datasetLook.isDrawing) datasetLook.board.undo();
  else if (navigation.place === 'runs' && trash.canUndo) void trash.undo();
  else bench.undo();
}

function redo({ navigation, bench, datasetLook }: AppState): void {
  if (navigation.place === 'data' && datasetLook.isDrawing) datasetLook.board.redo();
  else bench.redo();
}

/** Places in the order of their keys, said as a person would press them. */
export function placeKeys(host: 'electron' | 'web' | 'cli', index: number): string {
  return `${host === 'electron' ? 'Ctrl' : 'Alt'}+${index + 1}`;
}

function done(act: () => void) {
  return (event: KeyboardEvent) => {
    event.preventDefault();
    act();
  };
}
