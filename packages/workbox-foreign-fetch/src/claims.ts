import type { Claim } from './Claim.js';

/** @internal What providers have registered that the app has let in, the longest scope first. */
export const claims: Claim[] = [];
