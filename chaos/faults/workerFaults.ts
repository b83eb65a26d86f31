import { stopWorkers } from '../../e2e/kit/AppStage.js';
import type { Fault } from '../Fault.js';

/** What happens to the worker. */
export const workerFaults = {
  'worker update': {
    inflict: async ({ tabs, site }, random) => {
      site.deployWorker('multiplex');
      await tabs[random.int(0, tabs.length - 1)]?.tab.updateWorker('activated');
    },
  },

  'worker update on request': {
    inflict: async ({ tabs, site }, random) => {
      site.deployWorker('patientMultiplex');
      const tab = tabs[random.int(0, tabs.length - 1)]?.tab;
      await tab?.updateWorker('installed');
      await tab?.skipWaiting();
    },
  },

  'worker stopped': {
    browsers: ['chrome'],
    inflict: async ({ tabs }) => {
      const [tab] = tabs;
      if (tab) await stopWorkers(tab.tab.page);
    },
  },
} as const satisfies Record<string, Fault>;
