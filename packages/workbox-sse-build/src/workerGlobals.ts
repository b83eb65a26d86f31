/** JavaScript's own globals, without those that only Node adds. */
const ofTheLanguage =
  'AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView ' +
  'Date Error EvalError FinalizationRegistry Float32Array Float64Array Function Infinity Int16Array ' +
  'Int32Array Int8Array Intl JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError ' +
  'Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError TypeError URIError Uint16Array ' +
  'Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly arguments ' +
  'decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN ' +
  'parseFloat parseInt undefined unescape';

const ofWorkers =
  'AbortController AbortSignal Blob BroadcastChannel ByteLengthQueuingStrategy Cache CacheStorage ' +
  'Client Clients CompressionStream CountQueuingStrategy Crypto CustomEvent DOMException ' +
  'DecompressionStream Event EventSource EventTarget ExtendableEvent FetchEvent File FileReader ' +
  'FormData Headers IDBDatabase IDBKeyRange ImageBitmap MessageChannel MessageEvent MessagePort ' +
  'Notification OffscreenCanvas PushEvent ReadableStream Request Response TextDecoder ' +
  'TextDecoderStream TextEncoder TextEncoderStream TransformStream URL URLPattern URLSearchParams ' +
  'WebSocket WindowClient WritableStream addEventListener atob btoa caches clearInterval ' +
  'clearTimeout clients console cookieStore createImageBitmap crypto dispatchEvent fetch ' +
  'importScripts indexedDB isSecureContext location navigator origin performance queueMicrotask ' +
  'registration removeEventListener reportError scheduler self serviceWorker setInterval setTimeout ' +
  'skipWaiting structuredClone';

/** What generateSW puts there, or replaces. */
const ofTheBuild = 'process workbox __WB_DISABLE_DEV_LOGS';

/** Names that a function in a generated worker may use without defining them. */
export const workerGlobals: ReadonlySet<string> = new Set(
  `${ofTheLanguage} ${ofWorkers} ${ofTheBuild}`.split(' '),
);
