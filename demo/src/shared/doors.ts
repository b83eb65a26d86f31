import { MODES, type Mode } from './modes.js';

/**
 * A door is a port of the one server. The control page has its own, and so has each mode.
 *
 * Why ports: a browser pools its HTTP/1.1 connections per scheme, host and port, six at most. A mode
 * that has used up its six must hang alone: neither the control page that shows it nor the next mode
 * may wait behind it, and the connections that a caching worker leaks must not reach the other modes.
 * Why the same host: ports do not count for what a "site" is, so a frame of the control page and a
 * tab that was opened by hand share one storage partition, and with it one service worker.
 *
 * Doors stand side by side: control at the base port, then the modes in their order. A page that
 * comes out of a worker's cache can thus work out where the control door is from its own address.
 */
export const DOOR_COUNT = 1 + MODES.length;

export function modePort(controlPort: number, mode: Mode): number {
  return controlPort + 1 + MODES.indexOf(mode);
}

export function controlPort(ownPort: number, mode: Mode): number {
  return ownPort - 1 - MODES.indexOf(mode);
}
