/**
 * What the control page asks of a framed tab, which is of its worker's origin:
 * - `inspect`: to say what the worker shows of its streams;
 * - `update`: to look for a new version of the worker;
 * - `kill`: to have the browser end the worker and forget it.
 */
export type FrameCommand = 'inspect' | 'update' | 'kill';
