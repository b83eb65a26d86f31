/** Where the worker has stored that EventSources stand. */
export async function storedPositions(): Promise<unknown[]> {
  const databases = await indexedDB.databases();
  const all = databases.map(async ({ name = '' }) => {
    if (!name.startsWith('event-stream-positions')) return [];
    const database = await requested(indexedDB.open(name));
    try {
      if (!database.objectStoreNames.contains('positions')) return [];
      return await requested<unknown[]>(
        database.transaction('positions').objectStore('positions').getAll(),
      );
    } finally {
      database.close();
    }
  });
  return (await Promise.all(all)).flat();
}

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The storage failed.'));
    };
  });
}
