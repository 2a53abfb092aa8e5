// Runs deploy/apps_script/Provision.gs under Node: Google's advanced services are the local Google's
// own doors, so that what the script asks is judged there. One JSON object in, one out.
import { readFileSync, writeSync } from 'node:fs';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';

const order = JSON.parse(readFileSync(0, 'utf8'));
const { scripts, url, person, register, steps, secondsACall, killAt } = order;
const properties = { ...order.properties };
const did = { toasts: [], alerts: [], menus: [], calls: 0 };
let triggers = order.triggers ?? [];
let clock = 1_700_000_000_000;

// Apps Script waits for each answer: so does this, for a thread that fetches.
const shared = new SharedArrayBuffer(1 << 24);
const flag = new Int32Array(shared, 0, 2);
const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  const flag = new Int32Array(workerData, 0, 2);
  parentPort.on('message', async ([address, options]) => {
    let said;
    try {
      const answer = await fetch(address, options);
      said = { status: answer.status, body: await answer.text() };
    } catch (error) { said = { status: 0, body: String(error) }; }
    const bytes = Buffer.from(JSON.stringify(said));
    new Uint8Array(workerData, 8).set(bytes);
    flag[1] = bytes.length;
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });`, { eval: true, workerData: shared });

function finish() {
  writeSync(1, JSON.stringify({ ...did, triggers, properties }));
  process.exit(0);
}

function http(method, path, query = {}, body = undefined) {
  did.calls += 1;
  clock += secondsACall * 1000;
  const asked = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
  const options = { method, headers: { Authorization: `Bearer ${person}`, 'Content-Type': 'application/json' } };
  if (body !== undefined) options.body = JSON.stringify(body);
  Atomics.store(flag, 0, 0);
  worker.postMessage([`${url}${path}?${asked}`, options]);
  Atomics.wait(flag, 0, 0);
  const said = JSON.parse(Buffer.from(new Uint8Array(shared, 8, flag[1])).toString());
  // Google ends the script here: nothing of it runs any more, not even what it would catch.
  if (did.calls === killAt) finish();
  if (said.status >= 200 && said.status < 300) return said.body ? JSON.parse(said.body) : {};
  let details;
  try { details = JSON.parse(said.body).error; } catch { details = { code: said.status, message: said.body }; }
  throw Object.assign(new Error(`API call failed with error: ${details.message}`), { details });
}

const drive = (path, query, method = 'GET', body = undefined) => http(method, `/drive/v3/files${path}`, query, body);
const sheets = (path, query, method = 'GET', body = undefined) => http(method, `/v4/spreadsheets/${path}`, query, body);
const letter = (column) => (column > 26 ? String.fromCharCode(64 + Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + (column - 1) % 26);

// The tab of units: one call of SpreadsheetApp is one call of Sheets.
class Range {
  constructor(tab, row, column) { Object.assign(this, { tab, row, column, place: `'${tab.title}'!${letter(column)}${row}` }); }
  getDisplayValue() { return (sheets(`${register}/values/${encodeURIComponent(this.place)}`).values ?? [['']])[0][0]; }
  setValue(value) { sheets(`${register}/values/${encodeURIComponent(this.place)}`, { valueInputOption: 'USER_ENTERED' }, 'PUT', { values: [[value]] }); }
  clearContent() { sheets(`${register}/values/${encodeURIComponent(this.place)}:clear`, {}, 'POST', {}); }
  getNote() {
    const found = sheets(register, { ranges: this.place, fields: 'sheets(data(rowData(values(note))))' });
    return found.sheets[0].data?.[0]?.rowData?.[0]?.values?.[0]?.note ?? '';
  }
  setNote(note) {
    const start = { sheetId: this.tab.id, rowIndex: this.row - 1, columnIndex: this.column - 1 };
    const rows = [{ values: [note ? { note } : {}] }];
    sheets(`${register}:batchUpdate`, {}, 'POST', { requests: [{ updateCells: { start, rows, fields: 'note' } }] });
  }
}

const spreadsheet = {
  toast: (words) => did.toasts.push(words),
  getSheetByName: (title) => {
    const known = sheets(register, { fields: 'sheets(properties(sheetId,title))' }).sheets;
    const found = known.find((one) => one.properties.title === title);
    if (!found) return null;
    const tab = { title, id: found.properties.sheetId ?? 0 };
    return {
      getRange: (row, column) => new Range(tab, row, column),
      getDataRange: () => ({
        getDisplayValues: () => {
          const rows = sheets(`${register}/values/${encodeURIComponent(`'${title}'`)}`).values ?? [];
          const wide = Math.max(1, ...rows.map((row) => row.length));
          return rows.map((row) => [...row, ...Array(wide - row.length).fill('')]);
        },
      }),
    };
  },
};

const google = {
  console,
  Date: class extends Date { static now() { return clock; } },
  PropertiesService: {
    getScriptProperties: () => ({
      getProperty: (name) => properties[name] ?? null,
      setProperty: (name, value) => { properties[name] = value; },
      deleteProperty: (name) => { delete properties[name]; },
    }),
  },
  LockService: { getScriptLock: () => ({ tryLock: () => !order.locked, releaseLock() {} }) },
  Utilities: { sleep: (ms) => { clock += ms; }, formatDate: () => '14:05 01/12/2026' },
  ScriptApp: {
    newTrigger: (handler) => ({
      timeBased() { return this; },
      after(ms) { this.ms = ms; return this; },
      create() { triggers.push({ handler, seconds: this.ms / 1000 }); },
    }),
    getProjectTriggers: () => triggers.map((one) => ({ ...one, one, getHandlerFunction: () => one.handler })),
    deleteTrigger: (trigger) => { triggers = triggers.filter((other) => other !== trigger.one); },
  },
  SpreadsheetApp: {
    flush() {},
    getActiveSpreadsheet: () => spreadsheet,
    getUi: () => ({
      alert: (words) => did.alerts.push(words),
      createMenu: (title) => ({
        addItem(caption, handler) { did.menus.push([title, caption, handler]); return this; },
        addToUi() {},
      }),
    }),
  },
  Drive: {
    Files: {
      create: (file, _media, query) => drive('', query, 'POST', file),
      list: (query) => drive('', query),
      update: (file, id, _media, query) => drive(`/${id}`, query, 'PATCH', file),
    },
    Permissions: {
      create: (given, id, query) => drive(`/${id}/permissions`, query, 'POST', given),
      list: (id, query) => drive(`/${id}/permissions`, query),
    },
  },
  Sheets: {
    Spreadsheets: {
      get: (id, query) => sheets(id, query),
      batchUpdate: (body, id) => sheets(`${id}:batchUpdate`, {}, 'POST', body),
    },
  },
};

const context = vm.createContext(google);
for (const file of scripts) vm.runInContext(readFileSync(file, 'utf8'), context);
for (const step of steps) context[step]();
finish();
