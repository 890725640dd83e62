/** A message as a DOM node. Texts only ever become text nodes, never markup. */
export function messageNode(message, actions, original) {
  const node = element("article", `message ${message.from} ${message.kind}`);
  node.dataset.id = message.id;
  const bubble = element("div", "bubble");
  if (original) bubble.append(quote(original));
  if (message.file)
    bubble.append(message.file.isPicture ? picture(message, actions) : download(message.file));
  if (message.kind === "contact") bubble.append(element("p", "note", "👤 Kontak"));
  if (message.text) {
    const text = element("div", "text");
    appendFormatted(text, message.text, message.entities, actions);
    bubble.append(text);
  }
  const time = new Date(message.sentAt).toLocaleTimeString("id", {
    hour: "2-digit",
    minute: "2-digit",
  });
  bubble.append(element("time", "", `${message.edited ? "diedit " : ""}${time}`));
  node.append(bubble);
  if (message.buttons.length > 0) node.append(inlineKeyboard(message, actions));
  return node;
}

export function element(tag, className = "", text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function quote(original) {
  return element("div", "quote", original.text.slice(0, 120) || "📎");
}

function picture(message, actions) {
  const frame = element("button", "picture");
  frame.type = "button";
  const image = element("img");
  image.src = message.file.url;
  image.alt = message.text.slice(0, 80) || "Foto";
  image.loading = "lazy";
  image.addEventListener("load", actions.settle, { once: true });
  frame.append(image);
  const pay = message.payUrl ?? payLink(message, actions);
  if (pay) frame.append(element("span", "pay", "Pindai: buka halaman bayar ↗"));
  frame.addEventListener("click", () => (pay ? openTab(pay) : actions.enlarge(message.file.url)));
  return frame;
}

/** A link to the pay page that stands in the message itself. */
function payLink(message, { payBase }) {
  if (!payBase) return undefined;
  const links = [
    ...message.buttons.flat().map((button) => button.url),
    ...message.entities.map((entity) =>
      entity.type === "url"
        ? message.text.slice(entity.offset, entity.offset + entity.length)
        : entity.url,
    ),
  ];
  return links.find((link) => link?.startsWith(payBase));
}

function download(file) {
  const link = element("a", "file");
  link.href = file.url;
  link.download = file.name;
  link.append(
    element("span", "icon", "⬇"),
    element("span", "name", file.name),
    element("small", "", size(file.size)),
  );
  return link;
}

const size = (bytes) =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1048576
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1048576).toFixed(1)} MB`;

function inlineKeyboard(message, actions) {
  const board = element("div", "inline");
  for (const row of message.buttons) {
    const line = element("div", "row");
    for (const button of row) line.append(inlineButton(button, message, actions));
    board.append(line);
  }
  return board;
}

function inlineButton(button, message, actions) {
  const node = element("button", button.url ? "link" : "", button.text);
  node.type = "button";
  node.addEventListener("click", () => {
    if (button.url) openTab(button.url);
    else if (button.copy !== undefined) actions.copy(button.copy);
    else actions.tap(message.id, button.data, node);
  });
  return node;
}

// --- formatting ---

const tags = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  pre: "pre",
  code: "code",
};

function appendFormatted(parent, text, entities, actions) {
  appendRange(parent, text, 0, text.length, entities, actions);
}

/** Entities come outer first, so each one is wrapped around those that lie in it. */
function appendRange(parent, text, start, end, entities, actions) {
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    if (entity.offset < at || entity.offset >= end) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    parent.append(text.slice(at, entity.offset));
    const node = entityNode(entity, text.slice(entity.offset, stop), actions);
    appendRange(node, text, entity.offset, stop, entities.slice(index + 1), actions);
    parent.append(node);
    at = stop;
  }
  parent.append(text.slice(at, end));
}

function entityNode(entity, text, actions) {
  const { type } = entity;
  if (type === "text_link" || type === "url" || type === "email") return linkNode(entity, text);
  if (type === "bot_command") return clickable(element("a", "command"), () => actions.send(text));
  if (type === "spoiler") {
    const node = element("span", "spoiler");
    return clickable(node, () => node.classList.add("open"));
  }
  const node = element(tags[type] ?? "span", type);
  return type === "code" || type === "pre" ? clickable(node, () => actions.copy(text)) : node;
}

function linkNode(entity, text) {
  const address = entity.url ?? (entity.type === "email" ? `mailto:${text}` : text);
  const full = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `http://${address}`;
  const node = element("a");
  // A link that runs script is no link.
  if (!/^(https?|mailto|tg|tel):/i.test(full)) return node;
  node.href = full;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

function clickable(node, action) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => event.key === "Enter" && action());
  return node;
}

function openTab(address) {
  if (/^(https?|tg):/i.test(address)) window.open(address, "_blank", "noopener");
}
