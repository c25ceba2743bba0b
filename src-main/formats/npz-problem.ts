import { problem, type ProblemError } from '#shared/problem.ts';
import { quoteName, type RefuseZip, type ZipFault } from './zip-fault.ts';

/** Says what is wrong at one place of an NPZ file, and what would be accepted there. */
export type RefuseNpz = (place: string, value: string, accepted: string) => ProblemError;

export function refuseIn(file: string): RefuseNpz {
  return (place, value, accepted) => problem('npz.invalid', { file, place, value, accepted });
}

/** An entry's name as a place. */
export function quoteEntry(name: string): string {
  return `entry ${quoteName(name)}`;
}

/** Faults of the archive that an NPZ file is, as refusals of it. */
export function refuseZip(refuse: RefuseNpz): RefuseZip {
  return (fault) => {
    const [value, accepted] = describe(fault);
    return refuse('entry' in fault ? quoteEntry(fault.entry) : 'the archive', value, accepted);
  };
}

const wholeArchive = 'a whole ZIP archive is accepted';
const copyAgain = 'an undamaged file is accepted; copy it again';

function describe(fault: ZipFault): [value: string, accepted: string] {
  switch (fault.kind) {
    case 'notZip':
      return ['it is not a ZIP archive', 'an .npz file as numpy.savez writes it is accepted'];
    case 'cut':
      return ['it ends before its directory', 'a whole file is accepted; copy it again'];
    case 'badEnd':
      return ['its 64-bit directory is not where it says', wholeArchive];
    case 'outside':
      return ['an offset that lies outside of the file', wholeArchive];
    case 'tooMany':
      return [`${fault.count} entries`, `at most ${fault.most} are accepted`];
    case 'badDirectoryEntry':
      return [`directory entry ${fault.position} is damaged`, wholeArchive];
    case 'otherCount':
      return [`a directory of other than ${fault.count} entries`, wholeArchive];
    case 'encrypted':
      return ['it is encrypted', 'entries without a password are accepted'];
    case 'beyondFile':
      return [`${fault.bytes} bytes, more than the file holds`, 'a whole file is accepted; copy it again'];
    case 'otherHeader':
      return ['its header does not agree with the directory', wholeArchive];
    case 'overlap':
      return ['it overlaps another entry', 'entries of their own bytes are accepted'];
    case 'method':
      return [`compression method ${fault.method}`, 'stored (0) and deflated (8) are accepted'];
    case 'badDeflate':
      return ['its compressed bytes are damaged', copyAgain];
    case 'larger':
      return [`more than the ${fault.size} bytes that the directory says`, 'a true size is accepted'];
    case 'otherSize':
      return [`${fault.found} bytes where the directory says ${fault.size}`, 'a whole file is accepted'];
    case 'checksum':
      return ['its checksum does not fit its bytes', copyAgain];
  }
}
