import { ModelPage } from './ModelPage.js';

/** So many pages, each with one EventSource. */
export function modelPages(count: number): ModelPage[] {
  return Array.from({ length: count }, (_, index) => new ModelPage(`page ${index}`));
}
