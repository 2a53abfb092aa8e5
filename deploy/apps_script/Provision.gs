/**
 * Workbooks for the units of the tab of units, for an office that may install nothing: bound to the
 * spreadsheet with that tab, beside Campaign.gs (made by `wardsheets workbooks script`), which has
 * the lists. Setting up: deploy/apps_script/README.md.
 *
 * Each file bears in its appProperties whose it is and how far it came, so that the next run goes on
 * with it and makes no second one. Google shows those to this script alone: for everybody else a
 * workbook is there when its link stands in the tab of units.
 */

// Script properties, both optional: the service account(s) that will read the workbooks, and the id
// of a shared drive or of a folder.
var ACCOUNTS = 'WARDSHEETS_ACCOUNTS';
var FOLDER = 'WARDSHEETS_FOLDER';
// Of our own: units whose file was being made when a run ended, and runs that came to nothing.
var UNSURE = 'unsure ';
var IN_VAIN = 'in-vain';

// Google ends a script after 6 minutes. A run stops before that and leaves a trigger for the next;
// one that Google ended all the same is followed by the trigger that it set at its beginning.
var RUN_SECONDS = 240;
var NEXT_SECONDS = 60;
var CUT_OFF_SECONDS = 420;
// After an error that passes, such as a quota; given up after so many runs without one workbook.
var LATER_SECONDS = 600;
var MOST_IN_VAIN = 18;
var LOOKS = 5;
var TITLE_ROWS = 30;

var MIME = 'application/vnd.google-apps.spreadsheet';
var PASSING = /rateLimitExceeded|userRateLimitExceeded|sharingRateLimitExceeded|backendError|internalError/;
var FOR_ALL = /storageQuotaExceeded|teamDriveFileLimitExceeded|numChildrenInNonRootLimitExceeded/;

function onOpen() {
  SpreadsheetApp.getUi().createMenu(CAMPAIGN.words.menu)
    .addItem(CAMPAIGN.words.preview, 'preview')
    .addItem(CAMPAIGN.words.make, 'provision')
    .addItem(CAMPAIGN.words.stop, 'stop')
    .addToUi();
}

/** Says what `provision` would do; does nothing. */
function preview() {
  var counts = { make: 0, there: 0, wrong: 0 };
  var made = filesByUnit();
  var lines = unitsOf(register()).map(function (unit) {
    var todo = unit.link ? 'there' : unit.wrong ? 'wrong' : 'make';
    counts[todo] += 1;
    if (todo === 'there') return '';
    if (todo === 'wrong') return unit.code + ' ' + unit.name + ': ' + unit.wrong;
    return unit.code + ' ' + unit.name + (made[unit.code] ? ': ' + CAMPAIGN.words.goOn : '');
  }).filter(String);
  SpreadsheetApp.getUi().alert([said(CAMPAIGN.words.plan, counts)].concat(lines).join('\n'));
}

/** Makes what is missing, and goes on by itself until all is done. */
function provision() {
  var lock = LockService.getScriptLock();
  if (!lock.tryLock(0)) {
    tell(CAMPAIGN.words.running);
    return;
  }
  try {
    goOnAfter(CUT_OFF_SECONDS);
    var ended = makeMissing(Date.now());
    goOnAfter(ended.again);
    tell(ended.words);
  } finally {
    lock.releaseLock();
  }
}

/** No further run comes by itself; what was made stays. */
function stop() {
  goOnAfter(0);
  PropertiesService.getScriptProperties().deleteProperty(IN_VAIN);
  tell(CAMPAIGN.words.stopped);
}

/** One run: what to say, and after how many seconds the next is due (0: none). */
function makeMissing(begun) {
  var done = 0;
  var wrong = 0;
  try {
    var made = filesByUnit();
    var units = unitsOf(register()).filter(function (unit) { return !unit.link; });
    for (var at = 0; at < units.length; at += 1) {
      if (Date.now() - begun > RUN_SECONDS * 1000) {
        return ended(done, NEXT_SECONDS, said(CAMPAIGN.words.goesOn, { n: done, left: units.length - at }));
      }
      if (tried(units[at], made[units[at].code])) done += 1;
      else wrong += 1;
    }
  } catch (error) {
    return stopped(error, done);
  }
  return ended(done, 0, said(wrong ? CAMPAIGN.words.left : CAMPAIGN.words.done, { n: done, left: wrong }));
}

/** Whether the unit has its workbook now; what Google refuses this unit alone stands at its cell. */
function tried(unit, file) {
  if (unit.wrong) {
    remark(unit.code, unit.wrong);
    return false;
  }
  try {
    var made = workbook(unit, file);
    remark(unit.code, made.refused.length ? said(CAMPAIGN.words.refused, { emails: made.refused.join(', ') }) : '');
    return writeLink(unit, made.id);
  } catch (error) {
    if (isPassing(error) || isForAll(error)) throw error;
    remark(unit.code, said(CAMPAIGN.words.google, { why: reasonOf(error) }));
    return false;
  }
}

function stopped(error, done) {
  var why = reasonOf(error);
  if (!isPassing(error)) return ended(done, 0, said(CAMPAIGN.words.halted, { n: done, why: why }));
  var properties = PropertiesService.getScriptProperties();
  var vain = done ? 0 : Number(properties.getProperty(IN_VAIN) || 0) + 1;
  if (vain >= MOST_IN_VAIN) return ended(done, 0, said(CAMPAIGN.words.halted, { n: done, why: why }));
  properties.setProperty(IN_VAIN, String(vain));
  return { again: LATER_SECONDS, words: said(CAMPAIGN.words.later, { n: done, why: why }) };
}

function ended(done, again, words) {
  PropertiesService.getScriptProperties().deleteProperty(IN_VAIN);
  return { again: again, words: words };
}

/** The unit's file, whole and shared: its id, and the addresses that Google refused. */
function workbook(unit, found) {
  var id = found ? found.id : fileOf(unit);
  if (!found || stepOf(found) !== 'whole') fill(id, unit.kind);
  var refused = share(id, unit);
  Drive.Files.update({ appProperties: { 'wardsheets-step': 'whole' } }, id, null, { fields: 'id', supportsAllDrives: true });
  return { id: id, refused: refused };
}

/** The unit's file, made now unless an answer that was lost made it already. */
function fileOf(unit) {
  var properties = PropertiesService.getScriptProperties();
  var noted = UNSURE + unit.code;
  var id = properties.getProperty(noted) ? lookAgain(unit) : '';
  properties.setProperty(noted, 'yes');
  try {
    id = id || create(unit);
  } catch (error) {
    // Google may have made it all the same: only what it clearly refused was not made.
    if (codeOf(error) >= 400 && codeOf(error) < 500) {
      properties.deleteProperty(noted);
      throw error;
    }
    id = lookAgain(unit);
    if (!id) throw error;
  }
  properties.deleteProperty(noted);
  return id;
}

function create(unit) {
  var folder = PropertiesService.getScriptProperties().getProperty(FOLDER);
  var file = {
    name: said(CAMPAIGN.file, { unit: unit.name }),
    mimeType: MIME,
    appProperties: { 'wardsheets-campaign': CAMPAIGN.name, 'wardsheets-unit': unit.code, 'wardsheets-step': 'begun' }
  };
  if (folder) file.parents = [folder];
  try {
    return Drive.Files.create(file, null, { fields: 'id', supportsAllDrives: true }).id;
  } catch (error) {
    if (folder && [403, 404].indexOf(codeOf(error)) >= 0 && !isPassing(error) && !FOR_ALL.test(wordsOf(error))) {
      error.forAll = CAMPAIGN.words.folder;
    }
    throw error;
  }
}

/** Drive may show a new file only after a while. */
function lookAgain(unit) {
  for (var look = 0; look < LOOKS; look += 1) {
    var found = filesByUnit()[unit.code];
    if (found) return found.id;
    Utilities.sleep(2000 * Math.pow(2, look));
  }
  return '';
}

/** The campaign's files by unit; of several the whole one. */
function filesByUnit() {
  var found = {};
  var page = null;
  do {
    var asked = {
      q: "mimeType = '" + MIME + "' and trashed = false and appProperties has { key='wardsheets-campaign' and value='" + CAMPAIGN.name.replace(/'/g, "\\'") + "' }",
      fields: 'nextPageToken,files(id,appProperties)',
      pageSize: 100,
      corpora: 'allDrives',
      includeItemsFromAllDrives: true,
      supportsAllDrives: true
    };
    if (page) asked.pageToken = page;
    var answer = Drive.Files.list(asked);
    (answer.files || []).forEach(function (file) {
      var unit = (file.appProperties || {})['wardsheets-unit'];
      if (unit && (!found[unit] || stepOf(file) === 'whole')) found[unit] = file;
    });
    page = answer.nextPageToken;
  } while (page);
  return found;
}

function stepOf(file) {
  return (file.appProperties || {})['wardsheets-step'] || '';
}

/** The lists, unless they stand there: the batch that makes them is whole or nothing. */
function fill(id, kind) {
  var fields = 'sheets(properties(sheetId,title),data(rowData(values(userEnteredValue))))';
  var sheets = Sheets.Spreadsheets.get(id, { fields: fields }).sheets || [];
  var titles = sheets.map(function (sheet) { return sheet.properties.title; });
  var lists = CAMPAIGN.books[kind];
  if (lists.titles.every(function (title) { return titles.indexOf(title) >= 0; })) return;
  var empty = sheets.filter(function (sheet) {
    return !(sheet.data || []).some(function (part) { return (part.rowData || []).length; });
  });
  var away = empty.map(function (sheet) { return { deleteSheet: { sheetId: sheet.properties.sheetId || 0 } }; });
  Sheets.Spreadsheets.batchUpdate({ requests: lists.requests.concat(away) }, id);
}

/** Shares with whom it is not shared yet, one after the other: of two at once Google keeps the last. */
function share(id, unit) {
  var listed = Drive.Permissions.list(id, { fields: 'permissions(emailAddress)', pageSize: 100, supportsAllDrives: true });
  var here = (listed.permissions || []).map(function (one) { return String(one.emailAddress || '').toLowerCase(); });
  var accounts = addresses(PropertiesService.getScriptProperties().getProperty(ACCOUNTS) || '');
  var grants = accounts.map(function (address) { return { address: address, role: 'writer', mail: '' }; });
  grants = grants.concat(unit.emails.map(function (address) {
    return { address: address, role: CAMPAIGN.sharing.role, mail: said(CAMPAIGN.sharing.mail, { unit: unit.name }) };
  }));
  if (CAMPAIGN.sharing.overdue) {
    grants = grants.concat(unit.overdue.map(function (address) {
      return { address: address, role: CAMPAIGN.sharing.overdue, mail: '' };
    }));
  }
  var refused = [];
  grants.forEach(function (grant) {
    var address = grant.address.toLowerCase();
    if (here.indexOf(address) >= 0) return;
    here.push(address);
    if (!letIn(id, grant)) refused.push(grant.address);
    Utilities.sleep(1000);
  });
  return refused;
}

/** As a person, else as a group, which Google refuses as one. */
function letIn(id, grant) {
  return ['user', 'group'].some(function (type) {
    var options = { fields: 'id', sendNotificationEmail: Boolean(grant.mail), supportsAllDrives: true };
    if (grant.mail) options.emailMessage = grant.mail;
    try {
      Drive.Permissions.create({ type: type, role: grant.role, emailAddress: grant.address }, id, options);
    } catch (error) {
      if (isPassing(error) || [400, 403].indexOf(codeOf(error)) < 0) throw error;
      return false;
    }
    return true;
  });
}

/** The tab of units as it is now: its sheet, the row (from 1) and columns of its head, its rows. */
function register() {
  var sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(CAMPAIGN.tab);
  if (!sheet) throw new Error(said(CAMPAIGN.words.noTab, { tab: CAMPAIGN.tab }));
  var rows = sheet.getDataRange().getDisplayValues();
  for (var at = 0; at < Math.min(rows.length, TITLE_ROWS); at += 1) {
    var columns = {};
    rows[at].forEach(function (heading, column) {
      var field = CAMPAIGN.heads[plain(heading)];
      if (field && !(field in columns)) columns[field] = column;
    });
    if ('code' in columns && 'name' in columns) {
      if (!('spreadsheet' in columns)) throw new Error(said(CAMPAIGN.words.noColumn, { tab: CAMPAIGN.tab, column: CAMPAIGN.column }));
      return { sheet: sheet, head: at + 1, columns: columns, rows: rows.slice(at + 1) };
    }
  }
  throw new Error(said(CAMPAIGN.words.noHead, { tab: CAMPAIGN.tab }));
}

/** The units of the register, each with its row (from 1) and what is wrong with its line. */
function unitsOf(known) {
  var units = known.rows.map(function (cells, at) {
    var typed = function (field) { return field in known.columns ? cells[known.columns[field]].trim() : ''; };
    var kinds = Object.keys(CAMPAIGN.books);
    var kind = typed('kind') ? CAMPAIGN.kinds[plain(typed('kind'))] : kinds.length === 1 ? kinds[0] : '';
    return {
      row: known.head + 1 + at, code: typed('code'), name: typed('name'), kind: kind, link: typed('spreadsheet'),
      emails: addresses(typed('emails')), overdue: addresses(typed('overdue_emails')), wrong: ''
    };
  }).filter(function (unit) { return unit.code && CAMPAIGN.levels.indexOf(unit.kind) < 0; });
  units.forEach(function (unit) {
    var twice = units.filter(function (other) { return other.code === unit.code; }).length > 1;
    if (twice) unit.wrong = said(CAMPAIGN.words.twice, { code: unit.code });
    else if (!unit.name) unit.wrong = CAMPAIGN.words.noName;
    else if (!CAMPAIGN.books[unit.kind]) unit.wrong = said(CAMPAIGN.words.noKind, { kinds: CAMPAIGN.kindNames });
  });
  return units;
}

/** The link beside the unit's line, wherever officers moved it meanwhile, unless one stands there. */
function writeLink(unit, id) {
  var link = said(CAMPAIGN.link, { file: id });
  for (var look = 0; look < LOOKS; look += 1) {
    var known = register();
    var line = unitsOf(known).filter(function (one) { return one.code === unit.code; })[0];
    if (!line) return false;
    if (line.link) return true;
    var cell = known.sheet.getRange(line.row, known.columns.spreadsheet + 1);
    cell.setValue(link);
    SpreadsheetApp.flush();
    if (known.sheet.getRange(line.row, known.columns.code + 1).getDisplayValue().trim() === unit.code) return true;
    if (cell.getDisplayValue() === link) cell.clearContent();
  }
  return false;
}

/** A note of ours at the unit's cell for the link; somebody else's is left alone. */
function remark(code, words) {
  var known = register();
  unitsOf(known).filter(function (unit) { return unit.code === code; }).forEach(function (unit) {
    var cell = known.sheet.getRange(unit.row, known.columns.spreadsheet + 1);
    var note = cell.getNote();
    if (note && note.indexOf(CAMPAIGN.words.menu) !== 0) return;
    if (words || note) cell.setNote(words ? CAMPAIGN.words.menu + ': ' + words : '');
  });
}

function tell(words) {
  SpreadsheetApp.getActiveSpreadsheet().toast(words, CAMPAIGN.words.menu, 60);
  // Nobody sees a toast of a run that a trigger began: the head of the links says it too.
  try {
    var known = register();
    var cell = known.sheet.getRange(known.head, known.columns.spreadsheet + 1);
    var at = Utilities.formatDate(new Date(), CAMPAIGN.zone, 'HH:mm dd/MM/yyyy');
    cell.setNote(CAMPAIGN.words.menu + ' (' + at + '): ' + words);
  } catch (error) {
    console.warn(error.message);
  }
}

/** The one trigger of the next run, in place of any before; 0 seconds: none. */
function goOnAfter(seconds) {
  ScriptApp.getProjectTriggers().forEach(function (trigger) {
    if (trigger.getHandlerFunction() === 'provision') ScriptApp.deleteTrigger(trigger);
  });
  if (seconds) ScriptApp.newTrigger('provision').timeBased().after(seconds * 1000).create();
}

function codeOf(error) {
  return Number((error.details && error.details.code) || 0);
}

function wordsOf(error) {
  return JSON.stringify((error.details && error.details.errors) || '') + ' ' + error.message;
}

/** Whether it passes by itself: a quota of the minute, or Google's own fault. */
function isPassing(error) {
  var code = codeOf(error);
  return code === 429 || code >= 500 || PASSING.test(wordsOf(error)) || /server error|Empty response|timed out/i.test(error.message);
}

/** Whether the next unit would be refused as well: no storage, no right in the folder, no head. */
function isForAll(error) {
  return !error.details || Boolean(error.forAll) || codeOf(error) === 401 || FOR_ALL.test(wordsOf(error));
}

function reasonOf(error) {
  if (error.forAll) return error.forAll;
  if (/storageQuotaExceeded/.test(wordsOf(error))) return CAMPAIGN.words.noStorage;
  if (isPassing(error)) return CAMPAIGN.words.passing;
  return (error.details && error.details.message) || error.message;
}

function addresses(typed) {
  return typed.split(/[\s,;]+/).filter(function (address) { return address.indexOf('@') > 0; });
}

function plain(words) {
  return String(words).normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** `words` with {name} replaced. */
function said(words, names) {
  return words.replace(/\{(\w+)\}/g, function (whole, name) { return name in names ? String(names[name]) : whole; });
}
