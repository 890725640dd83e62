import { element } from "./message-view.js";

const hues = [4, 28, 48, 130, 170, 205, 255, 320];

export function avatar(node, id, name) {
  node.style.setProperty("--hue", hues[id % hues.length]);
  node.textContent = [...name.trim()][0] ?? "?";
  return node;
}

/** The list of people one can be, with what is new for each. */
export function showPeople(list, { people, bots }, current, unread, choose) {
  list.replaceChildren(
    ...people.flatMap((person) =>
      person.bots.map((bot) => {
        const isCurrent = person.id === current.person && bot === current.bot;
        const entry = element("button", isCurrent ? "person current" : "person");
        entry.type = "button";
        entry.setAttribute("aria-current", String(isCurrent));
        const words = element("span", "words");
        const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
        words.append(
          element("strong", "", name),
          element("small", "", describe(person, bot, bots)),
        );
        entry.append(avatar(element("span", "avatar"), person.id, name), words);
        const news = unread.get(`${person.id} ${bot}`);
        if (news) entry.append(element("span", "badge", String(news)));
        entry.addEventListener("click", () => choose(person.id, bot));
        return entry;
      }),
    ),
  );
}

function describe(person, bot, bots) {
  const role = person.role ?? (person.username ? `@${person.username}` : "");
  if (person.bots.length === 1) return role;
  const name = bots.find((each) => each.username === bot)?.first_name ?? bot;
  return `${role} · ${name}`;
}

export function showLinks(footer, links) {
  footer.replaceChildren(
    ...links.map(({ text, url }) => {
      const link = element("a", "", text);
      link.href = url;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      return link;
    }),
  );
}
