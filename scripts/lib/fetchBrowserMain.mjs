/** The program that downloadBrowser runs: `node fetchBrowserMain.mjs <chrome|firefox>`. */
import { fetchBrowser } from './fetchBrowser.mjs';

const name = process.argv[2] === 'firefox' ? 'firefox' : 'chrome';

try {
  await fetchBrowser(name, (received, total) => process.send?.({ received, total }));
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
