/** Path of a provider's script. */
export const foreignFetchScript = '/foreign-fetch.js';
