/** A version of the worker, as the registration shows it. */
export class ModelServiceWorker extends EventTarget {
  state = 'installing';
  readonly #registration: ModelRegistration;

  constructor(registration: ModelRegistration) {
    super();
    this.#registration = registration;
  }

  become(state: 'installed' | 'activating' | 'activated' | 'redundant'): void {
    this.state = state;
    const registration = this.#registration;
    if (registration.installing === this) registration.installing = null;
    if (registration.waiting === this) registration.waiting = null;
    if (state === 'installed') registration.waiting = this;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** The registration of a worker: which versions there are. */
export class ModelRegistration extends EventTarget {
  readonly scope = 'https://app.test/';
  installing: ModelServiceWorker | null = null;
  waiting: ModelServiceWorker | null = null;
  active: object | null = null;

  /** Another version is found. */
  findUpdate(): ModelServiceWorker {
    this.installing = new ModelServiceWorker(this);
    this.dispatchEvent(new Event('updatefound'));
    return this.installing;
  }
}
