/** How many URLs are remembered; the oldest goes first. */
const MOST = 100;

interface Known {
  readonly request: Request;
  readonly isRefused: boolean;
}

/**
 * The requests that pages have made for one stream. They share its key, but not always their URL: a
 * token in it may have been renewed.
 *
 * @internal
 */
export class StreamRequests {
  /** By URL, in the order in which they came up. */
  readonly #known = new Map<string, Known>();

  /** Whether two requests have the same URL, fragments aside. */
  static haveSameUrl(one: Request, other: Request): boolean {
    return urlOf(one) === urlOf(other);
  }

  /**
   * The request whose URL came up last, of those that the server has not refused, if there is one. A
   * URL does not get newer by coming back: an EventSource reconnects with the one that it was made
   * with, however old.
   */
  get newest(): Request | undefined {
    const known = [...this.#known.values()].reverse();
    return (known.find(({ isRefused }) => !isRefused) ?? known[0])?.request;
  }

  note(request: Request): void {
    const url = urlOf(request);
    if (this.#known.has(url)) return;
    this.#known.set(url, { request, isRefused: false });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Says what the server's answer was. Where there is but one URL, it says nothing about the URL. */
  answered(request: Request, isRefused: boolean): void {
    const url = urlOf(request);
    if (this.#known.has(url)) {
      this.#known.set(url, { request, isRefused: isRefused && this.#known.size > 1 });
    }
  }

  /** Whether the server's last answer to this URL was no, while another may stand for the stream. */
  isRefused(request: Request): boolean {
    return this.#known.get(urlOf(request))?.isRefused ?? false;
  }
}

function urlOf({ url }: Request): string {
  const [whole = ''] = url.split('#');
  return whole;
}
