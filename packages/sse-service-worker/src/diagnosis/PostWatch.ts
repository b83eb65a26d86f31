import type { FetchUpstream } from 'sse-multiplexer';

/** How many streams are watched, and words of each; whichever came first. */
const MOST = 100;
const MOST_WORDS = 20;
/** Characters of a stream's beginning, and of what is posted, that are looked at. */
const BEGINNING = 4096;
const POSTED = 65_536;

const POSTS_BACK =
  'names a connection in its first event, and a page has posted that back: such a stream is not to be ' +
  'shared. Bypass it. What was posted:';

const WORDS = /[\w-]{12,}/g;

/** Letters and digits that name something: no plain word, no number. */
const isName = (word: string): boolean => /\d/.test(word) && /[a-z]/i.test(word);

/**
 * Finds streams that are meant for one connection: their first event names it, and the page posts that name
 * back, as PocketBase's and MCP's older clients do. Shared, all pages would post the same. For development
 * builds only.
 *
 * @internal
 */
export class PostWatch {
  readonly #say: (url: string, advice: string) => void;
  /** The names in the first event of each stream, by its URL. */
  readonly #names = new Map<string, Set<string>>();

  /** @param say - told once of each stream. */
  constructor(say: (url: string, advice: string) => void) {
    this.#say = say;
  }

  /** Looks at what comes first of what is fetched, and hands it on as it is. */
  watch(fetch: FetchUpstream): FetchUpstream {
    return async (request) => {
      const response = await fetch(request);
      const { body, status, statusText, headers } = response;
      const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
      if (!body || !isStream || status !== 200 || body.locked || this.#names.size >= MOST)
        return response;
      const decoder = new TextDecoder();
      let text = '';
      const look = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (chunk, controller) => {
          if (text.length < BEGINNING) {
            text += decoder.decode(chunk.subarray(0, BEGINNING), { stream: true });
            this.#note(request.url, text);
          }
          controller.enqueue(chunk);
        },
      });
      return new Response(body.pipeThrough(look), { status, statusText, headers });
    };
  }

  #note(url: string, text: string): void {
    const blocks = text.replaceAll('\r\n', '\n').split('\n\n').slice(0, -1);
    const first = blocks.find((block) => /^data/m.test(block));
    if (first === undefined) return;
    const names = this.#names.get(url) ?? new Set();
    for (const [word] of first.matchAll(WORDS))
      if (names.size < MOST_WORDS && isName(word)) names.add(word);
    this.#names.set(url, names);
  }

  /** A page asks a server for something. */
  async asked(request: Request): Promise<void> {
    if (request.method !== 'POST' || request.bodyUsed || this.#names.size === 0) return;
    // A body that cannot be read says nothing.
    const body = await request
      .clone()
      .text()
      .catch(() => '');
    const posted = `${request.url} ${body.slice(0, POSTED)}`;
    for (const [url, names] of this.#names) {
      const name = [...names].find((one) => posted.includes(one));
      if (name === undefined) continue;
      this.#names.delete(url);
      this.#say(url, `${POSTS_BACK} ${name}`);
    }
  }
}
