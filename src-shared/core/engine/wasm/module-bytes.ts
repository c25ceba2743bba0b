import { kernels } from '../kernels.generated.ts';
import { decodeBase64 } from './base64.ts';

/**
 * The module of the kernels. V8 compiles equal bytes once in a process; a module that it is to compile in another
 * way, in pairs of 128-bit operations, differs in an empty custom section named `paired`, which changes nothing else.
 */
export function kernelBytes(paired: boolean): Uint8Array<ArrayBuffer> {
  const plain = decodeBase64(kernels);
  if (!paired) return plain;
  const name = [...'paired'].map((letter) => letter.charCodeAt(0));
  const section = [0, name.length + 1, name.length, ...name];
  const bytes = new Uint8Array(plain.length + section.length);
  bytes.set(plain);
  bytes.set(section, plain.length);
  return bytes;
}
