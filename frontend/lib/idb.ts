// The phone's own store: what waits to be sent, this shift, and a few facts about this device.
const NAME = "guanjia";
const STORES = ["queue", "facts"] as const;
type Store = (typeof STORES)[number];

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no store"));
  });
  return opened;
}

async function run<T>(store: Store, mode: IDBTransactionMode, act: (at: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await database()).transaction(store, mode);
  const request = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("not stored"));
  });
}

export const put = (store: Store, key: string, value: unknown): Promise<IDBValidKey> =>
  run(store, "readwrite", (at) => at.put(value, key));
export const get = <T>(store: Store, key: string): Promise<T | undefined> =>
  run(store, "readonly", (at) => at.get(key) as IDBRequest<T | undefined>);
export const all = <T>(store: Store): Promise<T[]> => run(store, "readonly", (at) => at.getAll() as IDBRequest<T[]>);
export const drop = (store: Store, key: string): Promise<undefined> => run(store, "readwrite", (at) => at.delete(key));
export const clear = (store: Store): Promise<undefined> => run(store, "readwrite", (at) => at.clear());
