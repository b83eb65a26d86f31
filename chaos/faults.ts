import type { BrowserName } from '../e2e/kit/BrowserName.js';
import type { Fault } from './Fault.js';
import { networkFaults } from './faults/networkFaults.js';
import { serverFaults } from './faults/serverFaults.js';
import { tabFaults } from './faults/tabFaults.js';
import { workerFaults } from './faults/workerFaults.js';

/** Everything that a campaign can inflict, by name. */
export const faults = { ...serverFaults, ...workerFaults, ...tabFaults, ...networkFaults };

export type FaultName = keyof typeof faults;

/** The faults that can be brought about in this browser: those that are soon over, or those that are not. */
export const faultsIn = (browser: BrowserName, { areLong = false } = {}): FaultName[] =>
  (Object.entries(faults) as [FaultName, Fault][])
    .filter(([, { browsers, takes }]) => {
      return (browsers?.includes(browser) ?? true) && areLong === (takes !== undefined);
    })
    .map(([name]) => name);
