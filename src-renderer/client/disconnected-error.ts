/** The other side has gone away; nothing can be asked of it any more. */
export class DisconnectedError extends Error {
  constructor() {
    super('The connection to Layerbench is lost.');
    this.name = 'DisconnectedError';
  }
}
