export {
  carrierProtocol,
  type CarrierMessages,
  type CarrierOpening,
  type CarrierPost,
  type HeaderPairs,
} from './carrierProtocol.js';
export { EventStreamCarrier, type EventStreamCarrierOptions } from './EventStreamCarrier.js';
export type { PluginHandler } from './fetchThroughPlugins.js';
