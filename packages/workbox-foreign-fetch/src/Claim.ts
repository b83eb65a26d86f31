/** @internal A URL prefix that a provider has registered. */
export interface Claim {
  readonly scope: string;
  readonly withCredentials: boolean;
  readonly isNetwork: boolean;
  /** Who listens; nobody where requests are left to the browser. */
  readonly provider: EventTarget | undefined;
}
