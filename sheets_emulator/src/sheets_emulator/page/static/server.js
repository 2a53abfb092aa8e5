// What the page asks of the server; all changes go through `post`.

const file = decodeURIComponent(location.pathname.split("/")[3]);
const base = `/_page/${encodeURIComponent(file)}`;

export class Refusal extends Error {
  constructor(status, error) {
    super(error?.message ?? "");
    this.status = status;
    this.code = error?.code ?? "refused";
  }
}

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, body.error);
  return body;
}

export async function look(gid, since) {
  const query = new URLSearchParams({ prettyPrint: "false" });
  if (gid !== null) query.set("gid", gid);
  if (since !== null) query.set("since", since);
  return answered(await fetch(`${base}?${query}`, { cache: "no-store" }));
}

async function post(door, body) {
  const headers = { "Content-Type": "application/json", "X-Wardsheets-Page": "1" };
  return answered(await fetch(`${base}/${door}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

export const type = (entries) => post("type", { entries });
export const run = (requests) => post("do", { requests });
