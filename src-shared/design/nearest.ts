/** The known name with the fewest edits (insert, delete, replace) to what was typed; for "did you mean". */
export function nearest(typed: string, known: readonly string[]): string {
  let best = known[0] ?? '';
  let fewest = Infinity;
  for (const name of known) {
    // A path's last word alone, e.g. `learningRate`, should find `optimizer.learningRate`.
    const lastWord = name.slice(name.lastIndexOf('.') + 1);
    const edits = Math.min(editDistance(typed, name), editDistance(typed, lastWord) + 0.5);
    if (edits < fewest) {
      fewest = edits;
      best = name;
    }
  }
  return best;
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
