/**
 * The stream could not be examined: no server was reached, or a certificate is not trusted.
 *
 * @public
 */
export class ExaminationError extends Error {
  override readonly name = 'ExaminationError';
}
