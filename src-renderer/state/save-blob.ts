/** Milliseconds after which a browser has surely begun to write. */
const longEnough = 60_000;

/** Hands a file to the system's way of saving: a download in the browser, a dialog on the desktop. */
export function saveBlob(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), longEnough);
}
