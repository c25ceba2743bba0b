/** The column names in the first line of a table, for choosing one; quoted names may hold the separator. */
export function readHeader(text: string): string[] {
  const line =
    text
      .replace(/^\uFEFF/, '')
      .slice(0, 100_000)
      .split(/\r?\n/, 1)[0] ?? '';
  const separator = ['\t', ';', ',', '|'].find((mark) => line.includes(mark)) ?? ',';
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (const mark of line) {
    if (mark === '"') quoted = !quoted;
    else if (mark === separator && !quoted) {
      fields.push(field.trim());
      field = '';
    } else field += mark;
  }
  fields.push(field.trim());
  return fields.filter((name) => name !== '');
}
