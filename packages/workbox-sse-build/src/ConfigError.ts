/**
 * A configuration would not do in the worker what it says. The message names the place and says what
 * to write instead.
 *
 * @public
 */
export class ConfigError extends TypeError {
  override readonly name = 'ConfigError';
  /** Where in the configuration, such as `runtimeCaching[1].handler`. */
  readonly place: string;

  constructor(place: string, problem: string, instead: string) {
    super(`${place} ${problem} ${instead}`);
    this.place = place;
  }
}
