import { ModelPage } from './ModelPage.js';

/** A page that has been elsewhere and says so: its browser shows Last-Event-ID. */
export function pageWith(lastEventId: string, clientId = 'old'): ModelPage {
  const page = new ModelPage(clientId, true);
  page.lastEventId = lastEventId;
  return page;
}
