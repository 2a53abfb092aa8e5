/**
 * The menu "Kiểm tra ngay" inside a ward's sheet: this file is bound to the template, so that every
 * copy of the template has it. People who edit the sheet can read it, hence it holds no secret; it
 * asks the operator's script (Hints.gs), which signs.
 */

// The web address of the deployed Hints.gs, written here before the template is copied.
var HINTS_ADDRESS = '';

/** A simple trigger: runs when somebody opens the sheet, with no permission asked. */
function onOpen() {
  SpreadsheetApp.getUi().createMenu('Kiểm tra').addItem('Kiểm tra ngay', 'checkNow').addToUi();
}

function checkNow() {
  var spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  var answer;
  try {
    answer = UrlFetchApp.fetch(
      HINTS_ADDRESS + '?file=' + encodeURIComponent(spreadsheet.getId()),
      { muteHttpExceptions: true });
  } catch (unreachable) {
    answer = null;
  }
  spreadsheet.toast(answer && answer.getResponseCode() === 200 && answer.getContentText() === 'sent'
    ? 'Đã gửi yêu cầu. Kết quả hiện ở cột "Kiểm tra" sau ít giây.'
    : 'Chưa gửi được yêu cầu; hệ thống sẽ tự kiểm tra trong vài phút tới.', 'Kiểm tra');
}
