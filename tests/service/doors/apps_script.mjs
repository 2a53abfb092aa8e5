// Runs deploy/apps_script under Node with stand-ins for Google's classes. Commands come as JSON
// lines on stdin; what the scripts did goes as one JSON object to stdout.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const { script, properties, steps, status, said } = JSON.parse(readFileSync(0, 'utf8'));
const did = { sent: [], triggers: [], toasts: [], menus: [], answers: [] };
let clock = 1_700_000_000_000;
const cache = new Map();
let uuid = 0;

const spreadsheet = (id) => ({
  getId: () => id,
  toast: (text) => did.toasts.push(text),
});

class Trigger {
  constructor(handler) { this.handler = handler; }
  forSpreadsheet(id) { this.source = id; return this; }
  onEdit() { this.type = 'edit'; return this; }
  onChange() { this.type = 'change'; return this; }
  create() { did.triggers.push(this); }
  getTriggerSourceId() { return this.source; }
}

const google = {
  Date: class extends Date { static now() { return clock; } },
  PropertiesService: { getScriptProperties: () => ({ getProperty: (name) => properties[name] ?? null }) },
  CacheService: {
    getScriptCache: () => ({
      get: (key) => (cache.get(key)?.until > clock ? cache.get(key).value : null),
      remove: (key) => cache.delete(key),
      put: (key, value, seconds) => cache.set(key, { value, until: clock + seconds * 1000 }),
    }),
  },
  Utilities: {
    Charset: { UTF_8: 'utf8' },
    getUuid: () => `00000000-0000-4000-8000-${String(++uuid).padStart(12, '0')}`,
    // Google gives signed bytes.
    computeHmacSha256Signature: (body, secret) =>
      [...createHmac('sha256', secret).update(body, 'utf8').digest()].map((b) => (b > 127 ? b - 256 : b)),
  },
  UrlFetchApp: {
    fetch: (url, options) => {
      if (status === 0) throw new Error('Address unavailable');
      did.sent.push({ url, ...options });
      return { getResponseCode: () => status, getContentText: () => said ?? '' };
    },
  },
  ScriptApp: {
    newTrigger: (handler) => new Trigger(handler),
    getProjectTriggers: () => [...did.triggers],
    deleteTrigger: (trigger) => { did.triggers = did.triggers.filter((other) => other !== trigger); },
  },
  SpreadsheetApp: {
    getActiveSpreadsheet: () => spreadsheet(properties.ACTIVE),
    getUi: () => ({
      createMenu: (title) => ({
        addItem(caption, handler) { did.menus.push([title, caption, handler]); return this; },
        addToUi() {},
      }),
    }),
  },
  ContentService: { createTextOutput: (text) => text },
};

const context = vm.createContext(google);
vm.runInContext(readFileSync(script, 'utf8'), context);
for (const [name, argument] of steps) {
  if (name === 'wait') clock += argument * 1000;
  else if (name === 'set') context[argument[0]] = argument[1];
  else if (name === 'list') properties.WARDSHEETS_FILES = argument;
  else if (typeof argument === 'string') did.answers.push(context[name]({ source: spreadsheet(argument) }) ?? null);
  else did.answers.push(context[name](argument) ?? null);
}
did.triggers = did.triggers.map(({ handler, source, type }) => [handler, source, type]);
process.stdout.write(JSON.stringify(did));
