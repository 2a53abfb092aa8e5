/**
 * Hints of edits for Wardsheets: one standalone script, owned by the operator, that watches many
 * spreadsheets. Setting up: deploy/apps_script/README.md.
 *
 * A hint says only which file was edited. It carries no cell and no person.
 */

// Script properties; editors of the sheets cannot read those of a standalone script.
var ADDRESS = 'WARDSHEETS_URL';
var SECRET = 'WARDSHEETS_SECRET';
var FILES = 'WARDSHEETS_FILES';

// At most one hint of a file in this time: a consumer account has 20,000 fetches a day, which is half
// an hour of a cell a second in each of ten files. The service reads a file when this time after a
// hint is over, so that no edit falls between; it must be the same as HINT_GAP_SECONDS of
// jobs/duties.py.
var QUIET_SECONDS = 1;
// Google allows a script 20 triggers of one user; each file takes two.
var MOST_FILES = 10;

/** Run by hand after the properties are set: makes the triggers that are missing, once each. */
function install() {
  var files = listedFiles();
  if (files.length > MOST_FILES) {
    throw new Error('List at most ' + MOST_FILES + ' files in ' + FILES + ' and use another copy of this script for the rest.');
  }
  removeTriggers(function (fileId) { return files.indexOf(fileId) < 0; });
  var present = watchedFiles();
  files.forEach(function (fileId) {
    if (present.indexOf(fileId) >= 0) return;
    ScriptApp.newTrigger('onSheetEdit').forSpreadsheet(fileId).onEdit().create();
    // Inserted, deleted and sorted rows are no edits to Google.
    ScriptApp.newTrigger('onSheetChange').forSpreadsheet(fileId).onChange().create();
  });
}

/** Run by hand to stop. */
function uninstall() {
  removeTriggers(function () { return true; });
}

function onSheetEdit(event) {
  hint(event.source.getId());
}

function onSheetChange(event) {
  // A changed format is no changed content.
  if (event.changeType === 'FORMAT') return;
  hint(event.source.getId());
}

/**
 * The web address of this script, for the menu in the sheets (Menu.gs): hints for a listed file.
 * It says whether the service has a hint of that file, so that the menu claims no more.
 */
function doGet(request) {
  var fileId = request.parameter.file || '';
  var sent = listedFiles().indexOf(fileId) >= 0 && hint(fileId);
  return ContentService.createTextOutput(sent ? 'sent' : 'not sent');
}

/** Sends at most one hint of a file in QUIET_SECONDS; whether the service has one of that time. */
function hint(fileId) {
  var cache = CacheService.getScriptCache();
  var now = Date.now();
  // The cache counts whole seconds and may keep longer: the moment itself decides.
  if (now - Number(cache.get(fileId) || 0) < QUIET_SECONDS * 1000) return true;
  cache.put(fileId, String(now), QUIET_SECONDS + 1);
  if (send(fileId)) return true;
  cache.remove(fileId);
  return false;
}

/** Signs and sends. The service being away is no error here: it finds the change by itself. */
function send(fileId) {
  var properties = PropertiesService.getScriptProperties();
  var body = JSON.stringify({
    file: fileId,
    time: Math.floor(Date.now() / 1000),
    nonce: Utilities.getUuid()
  });
  var answer;
  try {
    answer = UrlFetchApp.fetch(properties.getProperty(ADDRESS) + '/webhooks/edit', {
      method: 'post',
      contentType: 'application/json',
      payload: body,
      headers: { 'X-Wardsheets-Signature': signature(body, properties.getProperty(SECRET)) },
      muteHttpExceptions: true
    });
  } catch (unreachable) {
    return false;
  }
  return answer.getResponseCode() === 202;
}

/** Hex HMAC-SHA256; Apps Script gives signed bytes. */
function signature(body, secret) {
  return Utilities.computeHmacSha256Signature(body, secret, Utilities.Charset.UTF_8)
    .map(function (byte) { return ((byte + 256) % 256).toString(16).padStart(2, '0'); })
    .join('');
}

function listedFiles() {
  var listed = PropertiesService.getScriptProperties().getProperty(FILES) || '';
  return listed.split(/[\s,;]+/).filter(function (fileId) { return fileId; });
}

function watchedFiles() {
  return ScriptApp.getProjectTriggers().map(function (trigger) { return trigger.getTriggerSourceId(); });
}

function removeTriggers(unwanted) {
  ScriptApp.getProjectTriggers().forEach(function (trigger) {
    if (unwanted(trigger.getTriggerSourceId())) ScriptApp.deleteTrigger(trigger);
  });
}
