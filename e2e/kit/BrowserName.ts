export type BrowserName = 'chrome' | 'firefox';
