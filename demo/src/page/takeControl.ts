const PATIENCE_MS = 20_000;

/**
 * Registers the mode's worker and waits until it controls this page, so that the streams of even the
 * first visit go the way that the mode is about. Gives up after twenty seconds: a page that was
 * reloaded past its worker is never controlled. Returns whether the page is controlled.
 */
export async function takeControl(): Promise<boolean> {
  const container = navigator.serviceWorker;
  const controlled = new Promise<void>((resolve) => {
    if (container.controller !== null) resolve();
    else container.addEventListener('controllerchange', () => resolve(), { once: true });
  });
  const tired = new Promise<void>((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });
  // Not awaited: where all connections are taken, the check for a newer worker never ends.
  container.register('sw.js').catch((error: unknown) => console.error(error));
  await Promise.race([controlled, tired]);
  return container.controller !== null;
}
