// Draws the charts of a tab as SVG over its cells: columns, bars, lines and pies.

import { words } from "./words.js";

const COLOURS = ["#4285f4", "#ea4335", "#fbbc04", "#34a853", "#ff6d01", "#46bdc6", "#7e57c2", "#9e9d24"];
const NAMESPACE = "http://www.w3.org/2000/svg";
const DRAWN = { COLUMN: columns, STEPPED_AREA: columns, COMBO: columns, BAR: bars, LINE: lines, AREA: lines, PIE: pie };

function svg(name, attributes, text) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function label(x, y, text, anchor = "middle", more = {}) {
  return svg("text", { x, y, "text-anchor": anchor, "font-size": 11, fill: "#5f6368", ...more }, text);
}

function short(text, size) {
  return text.length > size ? `${text.slice(0, size - 1)}…` : text;
}

// A round number not below the greatest value, so that the scale reads well; a quarter of it is
// whole where all that is counted is.
function top(series) {
  const values = series.flatMap((one) => one.values.map((value) => value ?? 0));
  const most = Math.max(1, ...values);
  const step = 10 ** Math.floor(Math.log10(most));
  const whole = values.every(Number.isInteger);
  const limits = [1, 1.2, 2, 4, 8, 10, 12].map((times) => times * step);
  return limits.find((limit) => limit >= most && (!whole || limit % 4 === 0));
}

function scale(room, most, across) {
  const parts = [];
  for (let step = 0; step <= 4; step += 1) {
    const value = (most * step) / 4;
    const shown = Number.isInteger(value) ? value : value.toFixed(1);
    const x = room.left + (room.width * step) / 4;
    const y = room.top + room.height - (room.height * step) / 4;
    if (across) parts.push(svg("line", { x1: x, x2: x, y1: room.top, y2: room.top + room.height, stroke: "#e0e0e0" }), label(x, room.top + room.height + 14, shown));
    else parts.push(svg("line", { x1: room.left, x2: room.left + room.width, y1: y, y2: y, stroke: "#e0e0e0" }), label(room.left - 6, y + 4, shown, "end"));
  }
  return parts;
}

function below(room, labels) {
  const slot = room.width / Math.max(1, labels.length);
  const every = Math.ceil(labels.length / Math.max(1, Math.floor(room.width / 22)));
  return labels.flatMap((text, at) => {
    if (at % every) return [];
    const x = room.left + slot * (at + 0.5);
    const y = room.top + room.height + 12;
    const slanted = { transform: `rotate(-40 ${x} ${y})` };
    return slot > 70 ? [label(x, y + 4, short(text, slot / 6))] : [label(x, y, short(text, 16), "end", slanted)];
  });
}

function columns({ labels, series }, room) {
  const most = top(series);
  const slot = room.width / Math.max(1, labels.length);
  const thick = (slot * 0.7) / series.length;
  const boxes = series.flatMap((one, number) => one.values.slice(0, labels.length).map((value, at) => {
    const height = (room.height * Math.max(0, value ?? 0)) / most;
    const x = room.left + slot * at + slot * 0.15 + thick * number;
    return titled(svg("rect", { x, y: room.top + room.height - height, width: thick, height, fill: COLOURS[number % 8] }), labels[at], value);
  }));
  return [...scale(room, most, false), ...boxes, ...below(room, labels)];
}

function bars({ labels, series }, room) {
  const most = top(series);
  const slot = room.height / Math.max(1, labels.length);
  const thick = (slot * 0.7) / series.length;
  const boxes = series.flatMap((one, number) => one.values.slice(0, labels.length).map((value, at) => {
    const width = (room.width * Math.max(0, value ?? 0)) / most;
    const y = room.top + slot * at + slot * 0.15 + thick * number;
    return titled(svg("rect", { x: room.left, y, width, height: thick, fill: COLOURS[number % 8] }), labels[at], value);
  }));
  const names = labels.map((text, at) => label(room.left - 6, room.top + slot * (at + 0.5) + 4, short(text, 14), "end"));
  return [...scale(room, most, true), ...boxes, ...names];
}

function lines({ labels, series }, room) {
  const most = top(series);
  const slot = room.width / Math.max(1, labels.length);
  const drawn = series.map((one, number) => {
    const points = one.values.slice(0, labels.length).map((value, at) =>
      `${room.left + slot * (at + 0.5)},${room.top + room.height - (room.height * (value ?? 0)) / most}`);
    return svg("polyline", { points: points.join(" "), fill: "none", stroke: COLOURS[number % 8], "stroke-width": 2 });
  });
  return [...scale(room, most, false), ...drawn, ...below(room, labels)];
}

function pie({ labels, series }, room) {
  const values = (series[0]?.values ?? []).map((value) => Math.max(0, value ?? 0));
  const total = values.reduce((sum, value) => sum + value, 0) || 1;
  const radius = Math.min(room.width * 0.45, room.height) / 2;
  const [x, y] = [room.left + radius, room.top + room.height / 2];
  const turn = 2 * Math.PI * (radius / 2);
  let done = 0;
  return values.flatMap((value, at) => {
    const part = (value / total) * turn;
    const ring = svg("circle", {
      cx: x, cy: y, r: radius / 2, fill: "none", stroke: COLOURS[at % 8], "stroke-width": radius,
      "stroke-dasharray": `${part} ${turn - part}`, "stroke-dashoffset": -done, transform: `rotate(-90 ${x} ${y})`,
    });
    done += part;
    const line = room.top + 10 + at * 18;
    return [titled(ring, labels[at], value),
      svg("rect", { x: room.left + radius * 2 + 20, y: line - 9, width: 10, height: 10, fill: COLOURS[at % 8] }),
      label(room.left + radius * 2 + 36, line, short(labels[at] ?? "", 26), "start")];
  });
}

function legend({ kind, series }, width) {
  if (kind === "PIE" || series.length < 2) return [];
  const share = (width - 40) / series.length;
  return series.flatMap(({ name }, at) => [
    svg("rect", { x: 16 + share * at, y: 37, width: 9, height: 9, fill: COLOURS[at % 8] }),
    label(30 + share * at, 45, short(name, share / 7), "start"),
  ]);
}

function titled(shape, name, value) {
  shape.append(svg("title", {}, `${name}: ${value ?? 0}`));
  return shape;
}

export function chart(data) {
  const { width, height, title } = data;
  const picture = svg("svg", { class: "chart", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  picture.setAttribute("aria-label", `${words.chart}: ${title}`);
  picture.append(svg("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, fill: "#fff", stroke: "#c3c7cc" }));
  picture.append(label(16, 28, title, "start", { "font-size": 16, fill: "#444" }));
  const side = data.kind === "BAR" ? 110 : 66;
  const room = { left: side, top: 58, width: width - side - 24, height: height - 58 - 72 };
  const draw = DRAWN[data.kind];
  if (draw && data.series.length) picture.append(...draw(data, room), ...legend(data, width));
  else picture.append(label(width / 2, height / 2, words.chart));
  return picture;
}
