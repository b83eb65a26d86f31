/** Passes on the newest report, one at a time. */
let newest: unknown;
let isUnderWay = false;

const pass = async (): Promise<void> => {
  if (isUnderWay) return;
  isUnderWay = true;
  while (newest !== undefined) {
    const report = encodeURIComponent(JSON.stringify(newest));
    newest = undefined;
    await fetch(`/report?report=${report}`, { cache: 'no-store' });
  }
  isUnderWay = false;
};

addEventListener('message', ({ data }) => {
  newest = data;
  void pass();
});
