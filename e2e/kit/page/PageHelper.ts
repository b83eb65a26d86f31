/** A function of workbox-sse-window that the test page calls before anything else. */
export type PageHelper = 'keepEventStreamsAlive' | 'reviveEventSources';
