/**
 * What is used of the handler of a Workbox or Serwist strategy.
 *
 * @public
 */
export interface PluginHandler {
  readonly event: ExtendableEvent;
  iterateCallbacks(
    name: 'requestWillFetch',
  ): Iterable<(param: { request: Request; event: ExtendableEvent }) => Promise<Request>>;
  iterateCallbacks(
    name: 'fetchDidSucceed',
  ): Iterable<
    (param: { request: Request; response: Response; event: ExtendableEvent }) => Promise<Response>
  >;
  runCallbacks(
    name: 'fetchDidFail',
    param: { error: Error; originalRequest: Request; request: Request; event: ExtendableEvent },
  ): Promise<void>;
}

/**
 * Fetches with a strategy's plugins, as its handler would.
 *
 * @internal
 */
export async function fetchThroughPlugins(
  handler: PluginHandler,
  originalRequest: Request,
  fetch: (request: Request) => Promise<Response>,
): Promise<Response> {
  const { event } = handler;
  let request = originalRequest;
  for (const callback of handler.iterateCallbacks('requestWillFetch'))
    request = await callback({ request: request.clone(), event });
  let response: Response;
  try {
    response = await fetch(request.clone());
    for (const callback of handler.iterateCallbacks('fetchDidSucceed'))
      response = await callback({ event, request, response });
  } catch (error) {
    const param = { error: error as Error, event, originalRequest, request };
    await handler.runCallbacks('fetchDidFail', param);
    throw error;
  }
  return response;
}
