import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

/** How the kernels become a module: for the build, for the tests and for type checks alike. */
const folder = path.join(import.meta.dirname, 'src-shared/core/engine/kernels');
const target = path.join(import.meta.dirname, 'src-shared/core/engine/kernels.generated.ts');

const options = [
  ...[
    '--runtime',
    'stub',
    '--importMemory',
    '--noExportMemory',
    '--memoryBase',
    '64',
    '--initialMemory',
    '1',
    '--maximumMemory',
    '65536',
  ],
  ...[
    '--sharedMemory',
    '--enable',
    'simd,threads,bulk-memory',
    '--optimizeLevel',
    '3',
    '--noAssert',
    '--converge',
  ],
];

/**
 * Compiles the AssemblyScript of `kernels` into `kernels.generated.ts`, a string that every bundler and every host
 * can load. Does nothing when that string was made from the same sources.
 *
 * @throws Error with what the compiler says
 */
export async function compileKernels(): Promise<void> {
  const mark = `// ${hashSources()}`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(mark)) return;
  const files = new Map<string, string | Uint8Array>();
  const complaints: string[] = [];
  const { error } = await asc.main(
    ['index.ts', '--baseDir', folder, '--outFile', 'kernels.wasm', ...options],
    {
      readFile: (name, base) => {
        const file = path.resolve(base, name);
        return existsSync(file) ? readFileSync(file, 'utf8') : null;
      },
      writeFile: (name, contents) => void files.set(name, contents),
      listFiles: () => [],
      stderr: { write: (text) => complaints.push(text.toString()) > 0 },
    },
  );
  const module = files.get('kernels.wasm');
  if (error || typeof module === 'string' || module === undefined)
    throw new Error(`The kernels do not compile.\n${complaints.join('')}`, { cause: error });
  const text = `${mark}\n/** The module of \`kernels\`, in base 64. */\nexport const kernels =\n  '${Buffer.from(module).toString('base64')}';\n`;
  // Whole or not at all: another process may be reading it.
  writeFileSync(`${target}.${process.pid}`, text);
  renameSync(`${target}.${process.pid}`, target);
}

function hashSources(): string {
  const hash = createHash('sha256').update(`${asc.version} ${options.join(' ')}`);
  for (const name of readdirSync(folder).sort())
    hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

if (import.meta.main) await compileKernels();
