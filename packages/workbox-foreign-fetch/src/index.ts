export { acceptForeignFetch } from './acceptForeignFetch.js';
export { foreignFetch } from './foreignFetch.js';
export type { ForeignFetchAnswer } from './ForeignFetchAnswer.js';
export { ForeignFetchEvent } from './ForeignFetchEvent.js';
export type { ForeignFetchGrant } from './ForeignFetchGrant.js';
export type { ForeignFetchRule } from './ForeignFetchRule.js';
export type { ForeignFetchScope } from './ForeignFetchScope.js';
export { leaveToNetwork } from './leaveToNetwork.js';
