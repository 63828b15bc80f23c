/** IndexedDB with promises. Writes ask for strict durability: when a promise resolves, the edit is on the disk. */

const stores = { operations: { keyPath: 'seq', autoIncrement: true }, orders: { keyPath: 'key' }, facts: { keyPath: 'name' } };

/** @param {string} name @returns {Promise<IDBDatabase>} */
export function openStorage(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(stores)) request.result.createObjectStore(store, options);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs `body` in one transaction and resolves with its result after the commit.
 * @template T
 * @param {IDBDatabase} database @param {string[]} names @param {(stores: Record<string, IDBObjectStore>) => T} body @returns {Promise<T>}
 */
export function write(database, names, body) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
    const result = body(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('storage'));
  });
}

/** @param {IDBDatabase} database @param {string} store @returns {Promise<any[]>} */
export function readAll(database, store) {
  return new Promise((resolve, reject) => {
    const request = database.transaction(store, 'readonly').objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * A single remembered value (the catalogue, the current cart, the last receipt choice).
 * @param {IDBDatabase} database @param {string} name
 */
export function readFact(database, name) {
  return new Promise((resolve, reject) => {
    const request = database.transaction('facts', 'readonly').objectStore('facts').get(name);
    request.onsuccess = () => resolve(request.result?.value ?? null);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBDatabase} database @param {string} name @param {any} value */
export function writeFact(database, name, value) {
  return write(database, ['facts'], ({ facts }) => { facts.put({ name, value }); });
}
