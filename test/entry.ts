/**
 * The entry of a list, which must be there.
 *
 * @throws RangeError when it is not: a test must not go on with a value that is missing
 */
export function entry<T>(list: { readonly [index: number]: T; readonly length: number }, index: number): T {
  const found = list[index];
  if (index < 0 || index >= list.length || found === undefined)
    throw new RangeError(`there is no entry ${index} among ${list.length}`);
  return found;
}
