/** The invoice as PDF and as text, from the same address by another `Accept`. */

/**
 * @param {{id: string}} app @param {string} type @param {number|null} [revision] none for a preview of the order as it is
 * @returns {Promise<Response>}
 */
async function paper(app, type, revision = null) {
  const query = revision === null ? '' : `?revision=${revision}`;
  const response = await fetch(`/api/v1/orders/${app.id}/invoice${query}`, { headers: { Accept: type }, credentials: 'same-origin' });
  if (!response.ok) throw Object.assign(new Error(String(response.status)),
    { problem: await response.json().catch(() => ({ status: response.status })) });
  return response;
}

/** @param {{id: string}} app @param {number|null} [revision] */
export const invoiceText = async (app, revision = null) => (await paper(app, 'text/plain', revision)).text();

/** Hands the PDF to the browser to keep or open. @param {any} app @param {number|null} [revision] */
export async function savePDF(app, revision = null) {
  try {
    const response = await paper(app, 'application/pdf', revision);
    const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'invoice.pdf';
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    Object.assign(link, { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch (error) {
    app.toasts.show(app.explain(error), { icon: 'warning' });
  }
}
