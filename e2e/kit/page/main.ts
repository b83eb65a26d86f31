import { PageKit } from './PageKit.js';

declare global {
  interface Window {
    kit: PageKit;
    ready: Promise<void>;
  }
}

window.kit = new PageKit();
window.ready = window.kit.takeWorker(new URLSearchParams(location.search).get('worker'));
