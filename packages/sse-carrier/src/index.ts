export type { CarrierBus } from './core/CarrierBus.js';
export type { CarrierOptions, CarrierRule } from './core/CarrierOptions.js';
export { fastifyEventStreams, type FastifyLike } from './fastify/fastifyEventStreams.js';
export {
  type CarrierMiddleware,
  carryEventStreams,
  type NodeCarrierOptions,
} from './node/carryEventStreams.js';
export { eventStreamCarrier, type WebHandler } from './web/eventStreamCarrier.js';
export { redisBus } from './redis/redisBus.js';
