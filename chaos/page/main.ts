import '../../e2e/kit/page/main.js';
import { Follower } from './Follower.js';

declare global {
  interface Window {
    follower: Follower | undefined;
  }
}

// Under the worker's control from the first request on.
window.ready = window.ready.then(() => {
  window.follower = new Follower('/events');
  return window.follower.opened;
});
