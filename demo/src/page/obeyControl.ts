import { inspectEventStreams } from 'workbox-sse-window';
import type { FrameCommand } from './FrameCommand.js';
import type { FrameMessage } from './FrameMessage.js';
import { takeControl } from './takeControl.js';

/** Does to this page's worker what the control page, whose frame this is, asks for. */
export function obeyControl(controlOrigin: string): void {
  const commands: Readonly<Record<FrameCommand, () => Promise<unknown>>> = {
    inspect: async () => {
      const message: FrameMessage = { snapshots: await inspectEventStreams() };
      parent.postMessage(message, controlOrigin);
    },
    update: async () => (await navigator.serviceWorker.ready).update(),
    kill: async () => {
      // The answer says Clear-Site-Data: browsers then end the worker at once.
      await fetch('kill', { method: 'POST' });
      await takeControl();
    },
  };
  addEventListener('message', ({ origin, data }: MessageEvent<FrameCommand>) => {
    if (origin !== controlOrigin) return;
    commands[data]().catch((error: unknown) => console.error(error));
  });
}
