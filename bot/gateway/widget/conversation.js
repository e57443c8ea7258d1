/** Talks to our own origin, and keeps the token in memory alone. */

import { config } from "./words.js";

const LONGEST_WAIT = 8000; // milliseconds
const FRESH = { site: config.site.id, language: config.lang };

let token = null;
let context = FRESH;
let life = 0; // grows when a conversation ends, so that what was still under way cannot revive it

/** Why there was no answer; `messages` are what the server wants shown instead, if anything. */
export class Unanswered extends Error {
  constructor(status, messages = []) {
    super(`no answer (${status})`);
    this.status = status;
    this.messages = messages;
  }
}

/** Begins a conversation in the context of the last one; gives {context, messages}, or throws Unanswered. */
export async function begin() {
  const born = life;
  const answer = await ask("POST", "/api/conversations", context);
  if (born !== life) forget(answer.token);
  if (born !== life) throw new Unanswered(0);
  token = answer.token;
  return remember(answer);
}

/** Sends {text} or {payload}; gives {context, messages}. A conversation the server forgot is opened anew, once. */
export async function say(said) {
  if (!token) await begin();
  try {
    return remember(await ask("POST", "/api/messages", said));
  } catch (error) {
    if (error.status !== 401) throw error;
  }
  const { messages } = await begin();
  const answer = remember(await ask("POST", "/api/messages", said));
  return { ...answer, messages: [...messages, ...answer.messages] };
}

/** Emergency numbers and helplines of a country, for the audience if the conversation knows it. */
export function helplinesOf(country) {
  const query = new URLSearchParams({ country, language: config.lang, site: config.site.id });
  if (context.audience) query.set("audience", context.audience);
  return ask("GET", `/api/helplines?${query}`);
}

/** Forgets the conversation here and asks the server to; does not wait, so that it works while leaving. */
export function end() {
  forget(token);
  token = null;
  context = FRESH;
  life += 1;
}

function forget(ended) {
  if (ended) fetch("/api/conversations", { ...settings("DELETE", ended), keepalive: true }).catch(() => {});
}

function remember(answer) {
  const known = Object.entries(answer.context ?? {}).filter(([, value]) => value !== null);
  context = { ...context, ...Object.fromEntries(known) };
  return { context, messages: answer.messages ?? [] };
}

async function ask(method, path, body) {
  const waiting = new AbortController();
  const bell = setTimeout(() => waiting.abort(), LONGEST_WAIT);
  try {
    const response = await fetch(path, { ...settings(method, token, body), signal: waiting.signal });
    const answer = await response.json();
    if (response.ok) return answer;
    throw new Unanswered(response.status, answer.messages);
  } catch (error) {
    throw error instanceof Unanswered ? error : new Unanswered(0);
  } finally {
    clearTimeout(bell);
  }
}

function settings(method, bearer, body) {
  const headers = {};
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  if (body) headers["Content-Type"] = "application/json";
  return {
    method, headers, body: body && JSON.stringify(body),
    cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", redirect: "error",
  };
}
