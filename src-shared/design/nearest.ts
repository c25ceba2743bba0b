/**
 * The known name that was most likely meant, for "did you mean": the fewest edits (insert, delete, replace) to what
 * was typed, which may also be a name's beginning or its initials (`batch`, `lr`).
 */
export function nearest(typed: string, known: readonly string[]): string {
  let best = known[0] ?? '';
  let fewest = Infinity;
  for (const name of known) {
    // A path's last word alone, e.g. `learningRate`, should find `optimizer.learningRate`.
    const lastWord = name.slice(name.lastIndexOf('.') + 1);
    const edits = Math.min(
      editDistance(typed, name) * (hasGroupOf(typed, name) ? 0.5 : 1),
      editDistance(typed, lastWord) + 0.5,
      // The right word in the wrong group, e.g. `optimizer.warmUp`.
      editDistance(typed.slice(typed.lastIndexOf('.') + 1), lastWord) + 1.2,
      isShortFor(typed.toLowerCase(), lastWord) ? 0.75 : Infinity,
    );
    if (edits < fewest) {
      fewest = edits;
      best = name;
    }
  }
  return best;
}

function hasGroupOf(typed: string, name: string): boolean {
  const group = name.slice(0, name.lastIndexOf('.') + 1);
  return group !== '' && typed.startsWith(group);
}

function isShortFor(typed: string, word: string): boolean {
  if (typed.length < 2) return false;
  const initials = word.slice(0, 1) + word.slice(1).replace(/[^A-Z]/g, '');
  return word.toLowerCase().startsWith(typed) || initials.toLowerCase() === typed;
}

function editDistance(a: string, b: string): number {
  const from = a.toLowerCase();
  const to = b.toLowerCase();
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
