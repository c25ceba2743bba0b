/** What is wrong with a ZIP archive, found before a byte of it is used. `entry` is the name as it stands there. */
export type ZipFault =
  | { kind: 'notZip' }
  /** It begins as an archive and ends before its directory. */
  | { kind: 'cut' }
  | { kind: 'badEnd' }
  /** An offset points outside of the file. */
  | { kind: 'outside' }
  | { kind: 'tooMany'; count: number; most: number }
  | { kind: 'badDirectoryEntry'; position: number }
  | { kind: 'otherCount'; count: number }
  | { kind: 'encrypted'; entry: string }
  | { kind: 'beyondFile'; entry: string; bytes: number }
  | { kind: 'otherHeader'; entry: string }
  | { kind: 'overlap'; entry: string }
  | { kind: 'method'; entry: string; method: number }
  | { kind: 'badDeflate'; entry: string }
  | { kind: 'larger'; entry: string; size: number }
  | { kind: 'otherSize'; entry: string; found: number; size: number }
  | { kind: 'checksum'; entry: string };

/** Says a fault as the refusal of a format. */
export type RefuseZip = (fault: ZipFault) => Error;

/** A name as it can stand in a line of text: quoted, cut, no character that could move the cursor. */
export function quoteName(name: string): string {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return JSON.stringify(shown).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
