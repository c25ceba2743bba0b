/** The one page that the desktop app shows; nothing else is ever loaded or listened to. */
export const pageScheme = 'app';
export const pageOrigin = 'app://layerbench';
export const pageAddress = `${pageOrigin}/`;
