import '../../e2e/kit/page/main.js';
import { Follower } from './Follower.js';

declare global {
  interface Window {
    follower: Follower | undefined;
    /** Resolves when the new one is open. */
    renewFollower: () => Promise<void>;
  }
}

window.renewFollower = () => {
  window.follower?.close();
  window.follower = new Follower('/events');
  return window.follower.opened;
};

// Under the worker's control from the first request on.
window.ready = window.ready.then(() => {
  return window.renewFollower();
});
