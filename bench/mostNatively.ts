/** Tabs for which Chromium has a connection each over HTTP/1.1, and one to spare. */
export const mostNatively = 5;
