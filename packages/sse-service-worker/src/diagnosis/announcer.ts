import type { Warn } from 'sse-multiplexer';

/** What is printed after the stream's URL. */
const SENTENCES = {
  'resume-refused':
    'refuses the Last-Event-ID header of a worker, so that each tab that comes back keeps a connection to ' +
    'itself: name it in Access-Control-Allow-Headers, or set the option resume.',
  'block-too-large': 'has an event larger than maxBlockBytes, and is no longer shared.',
  'stays-apart':
    'begins each connection with something else, and its events have no IDs: each tab keeps a connection ' +
    "to itself. If only the opening differs, set join: 'opening'; if tabs can do without it, 'live'.",
  'share-key':
    'is left to the browser: shareKey threw, or returned neither undefined nor a string that is not ' +
    'empty, but',
  'not-shared':
    'is left to the browser, and shared with no other tab, because of what its request has:',
  varies:
    'is left to the browser, and shared with no other tab: the header Vary of its answer names what ' +
    'differs from page to page:',
} satisfies Record<Parameters<Warn>[0], string>;

/** More is not said at all: URLs may be without number. */
const MOST = 1000;

/**
 * Prints what a developer should know of a stream, what may be meant so once for each URL
 * without its query. For development builds only.
 *
 * @param name - stands before what is printed.
 *
 * @internal
 */
export function announcer(name: string): Warn {
  const said = new Set<string>();
  return (code, url, ...detail) => {
    if (code !== 'not-shared') {
      console.warn(`${name}: ${url} ${SENTENCES[code]}`, ...detail);
      return;
    }
    const [address = ''] = url.split(/[?#]/);
    const what = `${address} ${String(detail[0])}`;
    if (said.has(what) || said.size === MOST) return;
    said.add(what);
    // An app may well mean it so.
    console.warn(`${name}: ${url} ${SENTENCES[code]}`, ...detail);
  };
}
