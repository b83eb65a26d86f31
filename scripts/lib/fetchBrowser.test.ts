import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fetchBrowser } from './fetchBrowser.mjs';

test('a download that the host refuses leaves nothing that looks like a browser', async () => {
  const asked: (string | undefined)[] = [];
  const host = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const { port } = host.address() as AddressInfo;
  const root = mkdtempSync(join(tmpdir(), 'browsers-'));
  const cache = { folder: join(root, 'chrome'), pointer: join(root, 'chrome', 'executable.txt') };
  try {
    const source = { buildId: '1.2.3.4', baseUrl: `http://127.0.0.1:${port}`, cache };
    await expect(fetchBrowser('chrome', () => undefined, source)).rejects.toThrow('code 404');
    expect(asked).toEqual([expect.stringContaining('1.2.3.4')]);
    expect(existsSync(cache.folder)).toBe(false);
  } finally {
    host.closeAllConnections();
    host.close();
    rmSync(root, { recursive: true });
  }
});
