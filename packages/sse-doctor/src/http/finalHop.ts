import type { Hop, Trace } from './Trace.js';

export const finalHop = ({ hops }: Trace): Hop => hops.at(-1) ?? hops[0];
