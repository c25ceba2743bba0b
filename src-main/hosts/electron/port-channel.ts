/** The one message that crosses from the page to the main process: it carries the port of the contract. */
export const portChannel = 'layerbench:port';
