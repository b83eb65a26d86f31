/**
 * The server does not let a worker resume after an event ID: the CORS preflight of the header
 * fails. An EventSource asks without a preflight, so that its request is better left to the browser.
 *
 * @public
 */
export class ResumptionRefusedError extends Error {
  override readonly name = 'ResumptionRefusedError';

  constructor() {
    super('A preflight for Last-Event-ID is refused.');
  }
}
