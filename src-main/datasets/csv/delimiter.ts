/** In the order in which a tie is decided. */
const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const sampledLength = 65_536;
const sampledRecords = 100;

/**
 * The delimiter that cuts the first records most evenly: the one under which the most records have the commonest
 * number of fields, and among equals the one that gives more fields. A comma where nothing cuts.
 *
 * @param text with line ends as \n
 */
export function guessDelimiter(text: string): Delimiter {
  const counts = countPerRecord(text);
  let best: Delimiter = ',';
  let [bestShare, bestCount] = [0, 0];
  for (const delimiter of delimiters) {
    const [share, count] = commonest(counts.map((record) => record[delimiter]));
    if (count > 0 && (share > bestShare || (share === bestShare && count > bestCount)))
      [best, bestShare, bestCount] = [delimiter, share, count];
  }
  return best;
}

type Counts = Record<Delimiter, number>;

/** How often each candidate stands outside quotes, for the first records of the text. */
function countPerRecord(text: string): Counts[] {
  const records: Counts[] = [];
  const sample = text.slice(0, sampledLength);
  let counts: Counts = { ',': 0, ';': 0, '\t': 0, '|': 0 };
  let quoted = false;
  let previous = '\n';
  let isBlank = true;
  for (const character of sample.endsWith('\n') ? sample : `${sample}\n`) {
    const startsField = previous === '\n' || isDelimiter(previous);
    if (character === '"' && (quoted || startsField)) quoted = !quoted;
    // A doubled quote closes and opens again; what stood before the first of the pair does not matter.
    else if (character === '"' && previous === '"') quoted = true;
    else if (!quoted && isDelimiter(character)) counts[character] += 1;
    else if (!quoted && character === '\n') {
      if (!isBlank) records.push(counts);
      if (records.length === sampledRecords) break;
      counts = { ',': 0, ';': 0, '\t': 0, '|': 0 };
      isBlank = true;
    }
    if (character !== '\n' && character !== ' ') isBlank = false;
    if (character !== ' ' || !startsField) previous = character;
  }
  return records;
}

function isDelimiter(character: string): character is Delimiter {
  return delimiters.some((delimiter) => delimiter === character);
}

/** The share of the commonest count above zero, and that count. */
function commonest(values: number[]): [share: number, count: number] {
  const tally = new Map<number, number>();
  for (const value of values) if (value > 0) tally.set(value, (tally.get(value) ?? 0) + 1);
  let [times, count] = [0, 0];
  for (const [value, seen] of tally)
    if (seen > times || (seen === times && value > count)) [times, count] = [seen, value];
  return [values.length === 0 ? 0 : times / values.length, count];
}
