import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest's global setup: a folder for the profiles of the browsers that its worker processes start. */
const makeProfiles = () => {
  process.env['BROWSER_PROFILES'] = mkdtempSync(join(tmpdir(), 'profiles-'));
};

export { makeProfiles as default };
