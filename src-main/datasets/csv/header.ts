import { isMissing, isNumber } from './cells.ts';

const looked = 1000;

/**
 * Whether the first record names the columns. It does where it holds text over a column of numbers, and where there
 * are only texts, if they differ from each other and none comes again below. A row of measurements with one wrong
 * field is no header: numbers in a header must be whole and different, like years or pixels.
 */
export function hasHeader(records: readonly { fields: string[] }[]): boolean {
  const [first, ...rest] = records.slice(0, looked);
  if (first === undefined) return false;
  const { fields } = first;
  const numbers = fields.filter(isNumber);
  if (rest.length === 0) return numbers.length === 0;
  const couldBeNames =
    numbers.every((field) => /^\d+$/.test(field)) && new Set(numbers).size === numbers.length;
  const standsOverNumbers = fields.some(
    (field, column) =>
      !isMissing(field) && !isNumber(field) && isMostlyNumbers(rest.map((row) => row.fields[column])),
  );
  if (standsOverNumbers) return couldBeNames;
  const comesAgain = (field: string, column: number) => rest.some((row) => row.fields[column] === field);
  return (
    numbers.length === 0 &&
    new Set(fields).size === fields.length &&
    !fields.some((field, column) => isMissing(field) || comesAgain(field, column))
  );
}

/** Whether more than half of the fields that hold something hold numbers. */
export function isMostlyNumbers(fields: readonly (string | undefined)[]): boolean {
  let [numbers, texts] = [0, 0];
  for (const field of fields) {
    if (field === undefined || isMissing(field)) continue;
    if (isNumber(field)) numbers += 1;
    else texts += 1;
  }
  return numbers > texts;
}
