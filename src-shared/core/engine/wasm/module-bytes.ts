import { kernels } from '../kernels.generated.ts';
import { decodeBase64 } from './base64.ts';

/**
 * The module of the kernels. Compilers keep what they made of the same bytes, so the module that is compiled while
 * vectors are paired carries a custom section (name `paired`, no contents), which changes nothing else.
 */
export function kernelBytes(paired: boolean): Uint8Array<ArrayBuffer> {
  const plain = decodeBase64(kernels);
  if (!paired) return plain;
  const name = Array.from('paired', (letter) => letter.charCodeAt(0));
  const bytes = new Uint8Array(plain.length + name.length + 3);
  bytes.set(plain);
  bytes.set([0, name.length + 1, name.length, ...name], plain.length);
  return bytes;
}
