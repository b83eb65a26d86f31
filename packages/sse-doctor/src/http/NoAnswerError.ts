/** No response came: nobody was reached, the connection broke before the headers, or time was up. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  /** `late`: connected, but without headers when time was up. `tls`: the certificate is not trusted. */
  readonly kind: 'unreachable' | 'tls' | 'broken' | 'late';

  constructor(kind: NoAnswerError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
