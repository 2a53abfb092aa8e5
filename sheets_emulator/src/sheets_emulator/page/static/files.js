// The list of files at `/`.

const list = document.getElementById("files");
const find = document.getElementById("find");
const state = document.getElementById("state");
let files = [];

// The clock of who reads it, whatever zone the machine of the browser is set to.
const ZONE = "Asia/Ho_Chi_Minh";

function shownTime(text) {
  return new Date(text).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short", timeZone: ZONE });
}

function entry(file) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `/spreadsheets/d/${encodeURIComponent(file.id)}/edit`;
  link.textContent = file.title;
  const more = document.createElement("span");
  more.textContent = `sửa lần cuối ${shownTime(file.modified)}`;
  item.append(link, more);
  return item;
}

function show() {
  const wanted = find.value.trim().toLocaleLowerCase("vi");
  const found = files.filter((file) => file.title.toLocaleLowerCase("vi").includes(wanted));
  list.replaceChildren(...found.map(entry));
  if (!files.length) state.textContent = "Chưa có tệp nào.";
  else state.textContent = found.length ? `${found.length} tệp` : "Không có tệp nào có tên như vậy.";
}

async function load() {
  try {
    const answer = await fetch("/_page/files");
    files = (await answer.json()).files;
    show();
  } catch {
    state.textContent = "Không tải được danh sách tệp. Hãy kiểm tra chương trình còn chạy không.";
  }
}

find.addEventListener("input", show);
load();
