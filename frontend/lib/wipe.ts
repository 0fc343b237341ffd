import { clear } from "./idb";

// Leaves nothing of the shift on the phone. What waits to be sent goes too: ask before.
export async function wipe(): Promise<void> {
  navigator.serviceWorker?.controller?.postMessage({ type: "wipe" });
  for (const name of "caches" in window ? await caches.keys() : []) if (name.startsWith("guanjia-shift")) await caches.delete(name);
  await clear("facts");
  await clear("queue");
}
