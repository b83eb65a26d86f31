import type { Scenario } from './Scenario.js';

/** As it is named in tables: the same for the same load, however long it lasts. */
export const scenarioName = (scenario: Scenario, streams = 0): string =>
  streams > 0 ? `each of ${streams} streams, ${loadOf(scenario)}` : loadOf(scenario);

const loadOf = (scenario: Scenario): string => {
  switch (scenario.kind) {
    case 'steady':
      return `${scenario.rate}/s`;
    case 'burst':
      return `burst of ${scenario.events}`;
    case 'large':
      return `one event of ${scenario.bytes / 1e6} MB`;
  }
};
