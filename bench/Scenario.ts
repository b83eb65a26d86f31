/** What the server publishes, and how. */
export type Scenario =
  | { readonly kind: 'steady'; readonly rate: number; readonly seconds: number }
  | { readonly kind: 'burst'; readonly events: number }
  | { readonly kind: 'large'; readonly bytes: number };
