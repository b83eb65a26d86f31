import type { Mend } from './Mend.js';
import { changeApplication } from './changeApplication.js';

/** A comment now and then, so that nothing on the way takes the stream for dead. */
export const sendHeartbeats: Mend = {
  ...changeApplication(
    `const heartbeat = setInterval(() => response.write(':\\n\\n'), 20_000);\n` +
      `response.on('close', () => clearInterval(heartbeat));`,
  ),
  nginx: 'proxy_read_timeout 1h; # and a comment every 20 seconds from the application',
  apache: 'ProxyTimeout 3600\n# and a comment every 20 seconds from the application',
};
