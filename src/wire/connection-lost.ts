/** The client is gone: nothing more can be sent. Ends the connection without a message; never reaches a client. */
export class ConnectionLost extends Error {
  constructor() {
    super('the connection to the client was lost');
    this.name = 'ConnectionLost';
  }
}
