import type { IncomingMessage, ServerResponse } from 'node:http';
import { carryEventStreams, type NodeCarrierOptions } from '../node/carryEventStreams.js';

/**
 * What is used of a Fastify instance.
 *
 * @public
 */
export interface FastifyLike {
  addHook(
    name: 'onRequest',
    hook: (
      request: { readonly raw: IncomingMessage },
      reply: { readonly raw: ServerResponse; hijack(): unknown },
      done: (error?: Error) => void,
    ) => void,
  ): unknown;
  addHook(name: 'preClose', hook: (done: () => void) => void): unknown;
}

/**
 * Carries the event streams of a Fastify app: a plugin.
 *
 * @example
 * await app.register(fastifyEventStreams, { path: '/event-streams' });
 *
 * @throws `InvalidOptionError`
 *
 * @public
 */
export function fastifyEventStreams(
  fastify: FastifyLike,
  options: NodeCarrierOptions,
  done: (error?: Error) => void,
): void {
  const carry = carryEventStreams(options);
  fastify.addHook('onRequest', ({ raw }, reply, next) => {
    // Whatever is not the carrier's goes on at once.
    let isPassed = false;
    const pass = (error?: unknown): void => {
      isPassed = true;
      next(error instanceof Error ? error : undefined);
    };
    carry(raw, reply.raw, pass);
    if (!isPassed) reply.hijack();
  });
  fastify.addHook('preClose', (closed) => {
    carry.close();
    closed();
  });
  done();
}

/** Not encapsulated: the app's routes are those that are carried. */
Object.assign(fastifyEventStreams, { [Symbol.for('skip-override')]: true });
