import { keepEventStreamsAlive } from 'workbox-sse-window';
import { EventTally } from '../../e2e/kit/page/EventTally.js';
import { streamNames } from '../TabReport.js';
import type { TabReport } from '../TabReport.js';

const parameters = new URLSearchParams(location.search);

/** A tab of the soak: opens the streams and reports, past the worker, whatever comes of them. */
const main = async (): Promise<void> => {
  if (parameters.has('helper')) keepEventStreamsAlive();
  const reporter = await openReporter();
  const streams = streamNames.map((name) => {
    const source = new EventSource(`/site/${name}`);
    return { name, source, tally: new EventTally(source, () => report()) };
  });
  const report = (): void => {
    const of = streams.map(({ name, source, tally }) => [
      name,
      { ...tally.tally, isOpen: source.readyState === EventSource.OPEN },
    ]);
    const message: TabReport = {
      tab: parameters.get('tab') ?? '',
      isHidden: document.hidden,
      streams: Object.fromEntries(of) as TabReport['streams'],
    };
    reporter.postMessage(message);
  };
  for (const { source } of streams) source.addEventListener('open', report);
  document.addEventListener('visibilitychange', report);
};

/** A frame outside the worker's scope: a fetch of the page itself would keep the worker alive. */
const openReporter = async (): Promise<Window> => {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = '/reporter.html';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.documentElement.append(frame);
  await loaded;
  if (!frame.contentWindow) throw new Error('The frame has no window');
  return frame.contentWindow;
};

void main();
