import { csrf } from "./csrf";
import type { Waiting } from "./duty";
import { all, drop, get, put } from "./idb";

// Sends what waits on the phone. `login`: the session is over, the queue stays. `later`: no network or the server is ill.
export type Outcome = "done" | "login" | "later";

interface Device {
  token: string;
  device_id: number;
  person_id: number;
}

interface Result {
  id: string;
  status: string;
  message?: string;
}

class LoginNeeded extends Error {}
class TokenDead extends Error {}

const BATCH = 50;
const tokenKey = (site: string): string => `device:${site}`;
const duties = (site: string): string => `/s/${site}/duties`;

export async function waiting(): Promise<Waiting[]> {
  const rows = await all<Waiting>("queue");
  return rows.sort((a, b) => a.row.device_at.localeCompare(b.row.device_at));
}

export async function syncAll(): Promise<Outcome> {
  const rows = (await waiting()).filter((one) => !one.refused);
  try {
    for (const site of new Set(rows.map((one) => one.site))) {
      await syncSite(site, rows.filter((one) => one.site === site));
    }
    return "done";
  } catch (error) {
    return error instanceof LoginNeeded ? "login" : "later";
  }
}

// A dead token is replaced once; when that fails too, the person must log in.
async function syncSite(site: string, rows: Waiting[]): Promise<void> {
  try {
    await upload(site, rows, await deviceToken(site));
  } catch (error) {
    if (!(error instanceof TokenDead)) throw error;
    await drop("facts", tokenKey(site));
    await upload(site, await stillWaiting(rows), await deviceToken(site));
  }
}

async function stillWaiting(rows: Waiting[]): Promise<Waiting[]> {
  const ids = new Set(rows.map((one) => one.id));
  return (await waiting()).filter((one) => ids.has(one.id) && !one.refused);
}

async function deviceToken(site: string): Promise<string> {
  const known = await get<Device>("facts", tokenKey(site));
  if (known) return known.token;
  const body = new URLSearchParams({ name: navigator.userAgent.slice(0, 80), csrfmiddlewaretoken: csrf() });
  const answer = await fetch(`${duties(site)}/devices`, { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new LoginNeeded();
  if (!answer.ok) throw new Error(`devices ${answer.status}`);
  const device = (await answer.json()) as Device;
  await put("facts", tokenKey(site), device);
  return device.token;
}

async function upload(site: string, rows: Waiting[], token: string): Promise<void> {
  for (const one of rows) await uploadPhotos(site, one, token);
  for (let at = 0; at < rows.length; at += BATCH) await send(site, rows.slice(at, at + BATCH), token);
}

// A photo that the server refuses is left out; the act itself still counts and goes to the leader's review.
async function uploadPhotos(site: string, one: Waiting, token: string): Promise<void> {
  for (const photo of one.photos) {
    if (photo.fileId !== undefined || photo.refused) continue;
    const query = new URLSearchParams({ evidence: one.id, item: photo.item });
    const answer = await post(`${duties(site)}/sync/photo?${query}`, photo.blob, photo.blob.type, token);
    const body = (await answer.json()) as { file_id?: number; message?: string };
    if (answer.status === 422) photo.refused = body.message ?? "422";
    else if (!answer.ok || body.file_id === undefined) throw new Error(`photo ${answer.status}`);
    else photo.fileId = body.file_id;
    await put("queue", one.id, one);
  }
}

async function send(site: string, rows: Waiting[], token: string): Promise<void> {
  const evidence = rows.map((one) => ({
    ...one.row,
    files: one.photos.flatMap((photo) => (photo.fileId === undefined ? [] : [{ item: photo.item, file_id: photo.fileId }])),
  }));
  const body = JSON.stringify({ sent_at: new Date().toISOString(), evidence });
  const answer = await post(`${duties(site)}/sync`, body, "application/json", token);
  if (answer.status === 413 && rows.length > 1) {
    const half = Math.ceil(rows.length / 2);
    await send(site, rows.slice(0, half), token);
    return send(site, rows.slice(half), token);
  }
  if (!answer.ok) throw new Error(`sync ${answer.status}`);
  const { results, server_time } = (await answer.json()) as { results: Result[]; server_time: string };
  await measure(server_time);
  for (const [at, result] of results.entries()) await settle(rows[at]!, result);
}

// Only `invalid` stays on the phone, with the server's sentence.
async function settle(one: Waiting, result: Result): Promise<void> {
  if (result.status === "invalid") await put("queue", one.id, { ...one, refused: result.message ?? result.status });
  else await drop("queue", one.id);
}

async function post(url: string, body: BodyInit, type: string, token: string): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": type, Accept: "application/json" };
  const answer = await fetch(url, { method: "POST", body, headers, credentials: "omit", redirect: "manual" });
  if (answer.status === 401) throw new TokenDead();
  return answer;
}

// Server time minus device clock, kept for the evidence that is made later.
export async function measure(serverTime: string): Promise<void> {
  const offset = Date.parse(serverTime) - Date.now();
  if (!Number.isNaN(offset)) await put("facts", "offset", Math.round(offset));
}

export async function offset(): Promise<number | null> {
  return (await get<number>("facts", "offset")) ?? null;
}
