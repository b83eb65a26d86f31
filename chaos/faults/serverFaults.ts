import { setTimeout } from 'node:timers/promises';
import type { Fault } from '../Fault.js';

/** What goes wrong at the server. */
export const serverFaults = {
  'server restart': {
    inflict: async ({ site: { server } }, random) => {
      await server.goDown();
      await setTimeout(random.int(50, 1500));
      await server.comeUp();
    },
  },

  'connection reset': {
    inflict: ({ feed }) => feed.reset(),
  },

  'reset inside an event': {
    inflict: ({ feed }) => feed.reset({ midBlock: true }),
  },

  'stall inside an event': {
    inflict: async ({ feed }, random) => {
      await feed.stall();
      // At times longer than the silence after which the worker gives a connection up.
      await setTimeout(random.int(100, 3000));
      feed.resume();
    },
  },

  'headers withheld': {
    inflict: async ({ feed }, random) => {
      await feed.stall();
      await feed.reset();
      // Whoever comes back is not answered.
      await setTimeout(random.int(500, 5000));
      feed.resume();
    },
  },

  'dead connection': {
    inflict: ({ feed }) => {
      feed.abandon();
      return Promise.resolve();
    },
  },
} as const satisfies Record<string, Fault>;
