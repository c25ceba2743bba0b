import { hashDesigns } from './hash-designs.ts';

/** For a process with flags of its own: prints what `hashDesigns` gives from a module that may be compiled in pairs. */
process.stdout.write(hashDesigns(true));
