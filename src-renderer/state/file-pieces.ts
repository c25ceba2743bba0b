import { transferPiece } from '#shared/contract/bundles.ts';
import type { Client } from '../client/client.ts';

export interface PieceOptions {
  signal?: AbortSignal;
  /** Bytes that have crossed. */
  onProgress?: (bytes: number) => void;
}

/**
 * Sends a file to the services piece by piece; only one piece of it is in memory.
 *
 * @returns the name by which it waits there
 */
export async function sendFile(client: Client, file: File, options: PieceOptions = {}): Promise<string> {
  const { signal, onProgress } = options;
  const { transfer } = await client.bundles.announce({ fileName: file.name, bytes: file.size });
  /** While one piece is written on the other side, the next one is made ready. */
  let sending: Promise<unknown> = Promise.resolve();
  try {
    for (let at = 0; at < file.size; at += transferPiece) {
      signal?.throwIfAborted();
      const bytes = new Uint8Array(await file.slice(at, at + transferPiece).arrayBuffer());
      const piece = toBase64(bytes);
      await sending;
      onProgress?.(at);
      sending = client.bundles.send({ transfer, at, piece });
      // Awaited before the next one; if this loop ends earlier, nobody asks for it any more.
      sending.catch(() => undefined);
    }
    await sending;
    onProgress?.(file.size);
    signal?.throwIfAborted();
    return transfer;
  } catch (error) {
    await client.bundles.discard({ transfer }).catch(() => undefined);
    throw error;
  }
}

/** Fetches a file of the services piece by piece, and lets it go there. */
export async function receiveFile(
  client: Client,
  transfer: string,
  options: PieceOptions = {},
): Promise<Blob> {
  const { signal, onProgress } = options;
  const pieces: Blob[] = [];
  try {
    for (let at = 0; ;) {
      signal?.throwIfAborted();
      const { piece } = await client.bundles.receive({ transfer, at });
      if (piece === '') return new Blob(pieces, { type: 'application/octet-stream' });
      const bytes = fromBase64(piece);
      // A browser may keep a blob on its disk.
      pieces.push(new Blob([bytes]));
      at += bytes.length;
      onProgress?.(at);
    }
  } finally {
    await client.bundles.discard({ transfer }).catch(() => undefined);
  }
}

/** Characters that are handed to one call. */
const stride = 0x8000;

function toBase64(bytes: Uint8Array & { toBase64?: () => string }): string {
  // Newer browsers do it themselves, some thirty times as fast.
  if (bytes.toBase64 !== undefined) return bytes.toBase64();
  let text = '';
  for (let at = 0; at < bytes.length; at += stride)
    text += String.fromCharCode(...bytes.subarray(at, at + stride));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
