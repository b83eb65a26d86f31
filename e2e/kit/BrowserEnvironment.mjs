import { TestEnvironment } from 'jest-environment-node';
import { browserEndpoint } from '../../scripts/browsers/browserEndpoint.mjs';

/**
 * Node with one more global, `browserEndpoint`. Jest runs each test file in a realm of its own, but loads
 * this module once per worker process, so that the files share the browsers behind it.
 */
class BrowserEnvironment extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    Object.assign(this.global, { browserEndpoint });
  }
}

export { BrowserEnvironment as default };
