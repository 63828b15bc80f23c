/** What one page hears of notices, told to the other pages of the browser. */

/** @param {(event: any) => void} hear */
export function relay(hear) {
  if (!('BroadcastChannel' in globalThis)) return { tell: () => {} };
  const channel = new BroadcastChannel('counterfoil-alerts');
  channel.onmessage = (message) => hear(message.data);
  return {
    /** @param {{type: string, object: any}} event */
    tell: (event) => { if (/^(alert\.|settings\.)/.test(event.type)) channel.postMessage({ type: event.type, object: event.object }); },
  };
}
