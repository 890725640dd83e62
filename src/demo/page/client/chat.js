import { element, messageNode } from "./message-view.js";
import { avatar, showLinks, showPeople } from "./people-view.js";

const byId = (id) => document.getElementById(id);
const list = byId("messages");
const text = byId("text");
const state = {
  overview: { people: [], bots: [], links: [] },
  person: 0,
  bot: "",
  messages: new Map(),
  commands: [],
  keyboard: [],
  keysOpen: true,
  blocked: false,
};
const unread = new Map();

const actions = {
  send: (words) => post("/api/send", { text: words }),
  tap: async (message, data, button) => {
    button.classList.add("waiting");
    setTimeout(() => button.classList.remove("waiting"), 15_000);
    await post("/api/tap", { message, data });
  },
  copy: async (words) => {
    await navigator.clipboard?.writeText(words);
    toast("Disalin");
  },
  enlarge: (url) => {
    byId("picture").firstElementChild.src = url;
    byId("picture").showModal();
  },
  settle: () => scrollDown(),
};

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ person: state.person, bot: state.bot, ...body }),
  });
  if (!answer.ok) toast("Tidak terkirim. Coba lagi.");
  return answer.ok ? await answer.json() : undefined;
}

// --- the open chat ---

async function open(person, bot) {
  Object.assign(state, { person, bot });
  unread.delete(`${person} ${bot}`);
  history.replaceState(null, "", `#${person}/${bot}`);
  const query = new URLSearchParams({ person, bot });
  const chat = await (await fetch(`/api/chat?${query}`)).json();
  if (state.person !== person || state.bot !== bot) return;
  state.messages = new Map(chat.messages.map((message) => [message.id, message]));
  list.replaceChildren(...chat.messages.map(nodeOf));
  showHead();
  showState(chat);
  drawPeople();
  scrollDown(true);
  text.focus();
}

const nodeOf = (message) => messageNode(message, actions, state.messages.get(message.replyTo));

function showHead() {
  const bot = state.overview.bots.find((each) => each.username === state.bot);
  const me = state.overview.people.find((each) => each.id === state.person);
  byId("bot-name").textContent = bot?.first_name ?? state.bot;
  byId("bot-status").textContent = "bot";
  avatar(byId("bot-avatar"), state.bot.length, bot?.first_name ?? "?");
  const bots = byId("bots");
  bots.replaceChildren(
    ...(me?.bots ?? []).map((name) => new Option(`@${name}`, name, false, name === state.bot)),
  );
  bots.hidden = (me?.bots.length ?? 0) < 2;
}

function showState({ keyboard, commands, blocked }) {
  const isNew = JSON.stringify(keyboard) !== JSON.stringify(state.keyboard);
  Object.assign(state, { keyboard, commands, blocked });
  if (isNew) state.keysOpen = true;
  byId("block").textContent = blocked ? "Buka blokir" : "Blokir";
  byId("menu").hidden = commands.length === 0;
  showKeyboard();
}

function showKeyboard() {
  const { keyboard, keysOpen } = state;
  byId("keys").hidden = keyboard.length === 0;
  byId("keyboard").replaceChildren(
    ...(keysOpen ? keyboard : []).map((row) => {
      const line = element("div", "row");
      for (const label of row) {
        const key = element("button", "", label);
        key.type = "button";
        key.addEventListener("click", () => actions.send(label));
        line.append(key);
      }
      return line;
    }),
  );
}

function showMessage(message) {
  const old = list.querySelector(`[data-id="${message.id}"]`);
  if (message.deleted) {
    state.messages.delete(message.id);
    old?.remove();
    return;
  }
  state.messages.set(message.id, message);
  const node = nodeOf(message);
  if (old) {
    node.classList.add("changed");
    old.replaceWith(node);
    return;
  }
  node.classList.add("fresh");
  list.append(node);
  byId("bot-status").textContent = "bot";
  scrollDown(message.from === "person");
}

let isAtEnd = true;
list.addEventListener("scroll", () => {
  isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 160;
});

function scrollDown(always = false) {
  if (always) isAtEnd = true;
  if (isAtEnd) list.scrollTop = list.scrollHeight;
}

// --- what happens live ---

function hear(event) {
  const isHere = event.person === state.person && event.bot === state.bot;
  if (event.kind === "message") {
    if (isHere) showMessage(event.message);
    else if (event.message.from === "bot" && !event.message.deleted) {
      const key = `${event.person} ${event.bot}`;
      unread.set(key, (unread.get(key) ?? 0) + 1);
      drawPeople();
    }
  }
  if (!isHere) return;
  if (event.keyboard) showState(event);
  if (event.kind === "answer") showAnswer(event);
  if (event.kind === "typing") showTyping(event.action);
}

function showAnswer({ messageId, text: words, isAlert }) {
  for (const button of list.querySelectorAll(`[data-id="${messageId}"] .waiting`))
    button.classList.remove("waiting");
  if (!words) return;
  if (!isAlert) return toast(words);
  byId("alert").firstElementChild.textContent = words;
  byId("alert").showModal();
}

let typing = 0;
function showTyping(action) {
  byId("bot-status").textContent = action === "typing" ? "sedang mengetik…" : "sedang mengirim…";
  clearTimeout(typing);
  typing = setTimeout(() => {
    byId("bot-status").textContent = "bot";
  }, 5_000);
}

let toasting = 0;
function toast(words) {
  const node = byId("toast");
  node.textContent = words;
  node.hidden = false;
  clearTimeout(toasting);
  toasting = setTimeout(() => {
    node.hidden = true;
  }, 3_000);
}

const drawPeople = () => showPeople(byId("people"), state.overview, state, unread, open);

// --- writing ---

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  grow();
  showCommands("");
  void actions.send(words);
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Escape") showCommands("");
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("composer").requestSubmit();
});

text.addEventListener("input", () => {
  grow();
  showCommands(text.value);
});

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
}

function showCommands(typed) {
  const menu = byId("commands");
  const fitting = /^\/\w*$/.test(typed)
    ? state.commands.filter(({ command }) => command.startsWith(typed.slice(1)))
    : [];
  menu.hidden = fitting.length === 0;
  menu.replaceChildren(
    ...fitting.map(({ command, description }) => {
      const item = element("li");
      const button = element("button");
      button.type = "button";
      button.append(element("b", "", `/${command}`), element("span", "", description));
      button.addEventListener("click", () => {
        text.value = "";
        showCommands("");
        void actions.send(`/${command}`);
      });
      item.append(button);
      return item;
    }),
  );
}

byId("menu").addEventListener("click", () => showCommands(byId("commands").hidden ? "/" : ""));
byId("keys").addEventListener("click", () => {
  state.keysOpen = !state.keysOpen;
  showKeyboard();
});
byId("block").addEventListener("click", () => post("/api/block", { blocked: !state.blocked }));
byId("bots").addEventListener("change", (event) => open(state.person, event.target.value));
byId("picture").addEventListener("click", () => byId("picture").close());

// --- files ---

const upload = byId("upload");
const choose = (as) => {
  upload.dataset.as = as;
  upload.accept = as === "photo" ? "image/*" : "";
  upload.click();
};
byId("photo").addEventListener("click", () => choose("photo"));
byId("file").addEventListener("click", () => choose("document"));
upload.addEventListener("change", () => {
  if (upload.files[0]) void sendFile(upload.files[0], upload.dataset.as);
  upload.value = "";
});
text.addEventListener("paste", (event) => {
  const file = event.clipboardData.files[0];
  if (file) void sendFile(file, file.type.startsWith("image/") ? "photo" : "document");
});
list.addEventListener("dragover", (event) => event.preventDefault());
list.addEventListener("drop", (event) => {
  event.preventDefault();
  for (const file of event.dataTransfer.files) void sendFile(file, "document");
});

async function sendFile(file, as) {
  const query = new URLSearchParams({ person: state.person, bot: state.bot, as, name: file.name });
  const answer = await fetch(`/api/upload?${query}`, { method: "POST", body: file });
  if (!answer.ok) toast("Berkas tidak terkirim.");
}

// --- people ---

byId("add").addEventListener("click", () => byId("newcomer").showModal());
byId("newcomer").addEventListener("close", async () => {
  const dialog = byId("newcomer");
  const form = dialog.querySelector("form");
  if (dialog.returnValue !== "ok") return form.reset();
  const { name, username, language } = Object.fromEntries(new FormData(form));
  form.reset();
  const added = await post("/api/people", { name, username, language });
  if (added) await start(added.id);
});

async function start(wanted) {
  state.overview = await (await fetch("/api/people")).json();
  actions.payBase = state.overview.payBase;
  showLinks(byId("links"), state.overview.links);
  const [id, bot] = wanted ? [wanted] : decodeURIComponent(location.hash.slice(1)).split("/");
  const person =
    state.overview.people.find((each) => String(each.id) === String(id)) ??
    state.overview.people[0];
  if (person) await open(person.id, person.bots.includes(bot) ? bot : person.bots[0]);
}

const events = new EventSource("/api/events");
events.addEventListener("message", (event) => hear(JSON.parse(event.data)));
let wasOpen = false;
events.addEventListener("open", () => {
  // After a break something may have been missed.
  if (wasOpen) void start();
  wasOpen = true;
});
events.addEventListener("error", () => {
  byId("bot-status").textContent = "menyambung…";
});

void start();
