import type { CarrierBus } from '../core/CarrierBus.js';

/**
 * Lets any instance of a server take what is posted to a carrier that another one has, through Redis. Needs the package
 * `redis`. Headers of `POST`s pass through it, cookies too: it has to be as trusted as the server.
 *
 * @param url - such as `redis://127.0.0.1:6379`.
 * @throws TypeError if it is no `redis:` or `rediss:` URL.
 *
 * @public
 */
export function redisBus(url: string): CarrierBus {
  if (typeof url !== 'string' || !URL.canParse(url) || !/^rediss?:/.test(url))
    throw new TypeError(`redisBus: expected a URL such as redis://127.0.0.1:6379, got ${url}.`);
  let connections: Promise<Connections> | undefined;
  const connected = async (): Promise<Connections> => {
    connections ??= connect(url);
    try {
      return await connections;
    } catch (error) {
      // The next one tries again.
      connections = undefined;
      throw error;
    }
  };
  // At once: the first carrier would wait for it. Whoever needs it is told of an error.
  connected().catch(() => undefined);
  return {
    async listen(name, hear) {
      const { subscriber } = await connected();
      await subscriber.subscribe(name, hear);
      return async () => {
        await subscriber.unsubscribe(name, hear);
      };
    },
    async send(name, message) {
      const { publisher } = await connected();
      return (await publisher.publish(name, message)) > 0;
    },
    async close() {
      const open = await connections?.catch(() => undefined);
      open?.publisher.destroy();
      open?.subscriber.destroy();
    },
  };
}

/** What is used of a client of the package `redis`. */
interface RedisClient {
  connect(): Promise<unknown>;
  on(event: 'error', hear: (error: Error) => void): unknown;
  subscribe(name: string, hear: (message: string) => void): Promise<unknown>;
  unsubscribe(name: string, hear: (message: string) => void): Promise<unknown>;
  publish(name: string, message: string): Promise<number>;
  destroy(): void;
}

interface Connections {
  readonly publisher: RedisClient;
  readonly subscriber: RedisClient;
}

async function connect(url: string): Promise<Connections> {
  let createClient: (options: object) => RedisClient;
  try {
    ({ createClient } = (await import('redis')) as unknown as {
      createClient: (options: object) => RedisClient;
    });
  } catch (cause) {
    throw new Error('redisBus needs the package redis: npm install redis', { cause });
  }
  const make = async (): Promise<RedisClient> => {
    // What cannot be sent now is an error now: whoever posted it begins anew.
    const client = createClient({ url, disableOfflineQueue: true });
    client.on('error', (error) => console.error('sse-carrier: Redis:', error.message));
    await client.connect();
    return client;
  };
  const [publisher, subscriber] = await Promise.all([make(), make()]);
  return { publisher, subscriber };
}
