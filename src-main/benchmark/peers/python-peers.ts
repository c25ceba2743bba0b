import path from 'node:path';
import type { Entrant } from '../entrants.ts';
import { runToEnd } from './run-to-end.ts';

const candidates = process.platform === 'win32' ? ['python', 'py'] : ['python3', '/usr/bin/python3'];
/** Importing takes seconds on a cold disk; in milliseconds. */
const patience = 60_000;

const libraries = [
  { id: 'numpy', label: 'NumPy', module: 'numpy', file: 'numpy_steps.py' },
  { id: 'pytorch', label: 'PyTorch', module: 'torch', file: 'pytorch_steps.py' },
] as const;

/**
 * One thread each, and memory kept for the next step instead of given back to the system: their best. Which kernels
 * OpenBLAS takes stays as the machine has it.
 */
const env = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  MALLOC_MMAP_THRESHOLD_: String(2 ** 25),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 32),
  PYTHONDONTWRITEBYTECODE: '1',
};

/** NumPy and PyTorch, each with the first Python that has it. */
export async function findPythonPeers(
  folder: string,
  signal: AbortSignal,
): Promise<{ entrants: Entrant[]; absent: string[] }> {
  const entrants: Entrant[] = [];
  const absent: string[] = [];
  for (const { id, label, module, file } of libraries) {
    const program = await findPython(module, signal);
    if (program === null) absent.push(`No ${label}: none of ${candidates.join(', ')} can import ${module}.`);
    else entrants.push({ id, label, program, args: ['-u', path.join(folder, file)], env });
  }
  return { entrants, absent };
}

async function findPython(module: string, signal: AbortSignal): Promise<string | null> {
  for (const candidate of candidates) {
    const { exitCode } = await runToEnd(candidate, ['-c', `import ${module}`], { signal, patience });
    if (exitCode === 0) return candidate;
  }
  return null;
}
