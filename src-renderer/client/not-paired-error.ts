/** The address was opened without a valid one-time code, or the server it belonged to has ended. */
export class NotPairedError extends Error {
  constructor() {
    super('This page is not paired with a running Layerbench.');
    this.name = 'NotPairedError';
  }
}
