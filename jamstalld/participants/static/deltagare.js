// What the participant's page does by itself: follows the meeting, and loses nothing that is being written.
// Without it the same forms and links work, and the page is loaded anew.
"use strict";
(() => {
  const address = location.pathname;
  const EVERY = 2500;
  const LONGEST_WAIT = 8000;
  const PREFIX = `jamstalld:${address}:`;
  const LOST = "Ingen kontakt med mötet. Det du skriver ligger kvar i telefonen men är inte skickat. Försöker igen …";
  let etag = "";
  let unsent = null;
  let queue = Promise.resolve();

  // Drafts: what stands in a field and differs from what the server knows, with the number it is sent under.
  const drafts = {
    read(field) {
      try {
        return JSON.parse(sessionStorage.getItem(PREFIX + field));
      } catch {
        return null;
      }
    },
    write(field, draft) {
      try {
        if (draft) sessionStorage.setItem(PREFIX + field, JSON.stringify(draft));
        else sessionStorage.removeItem(PREFIX + field);
      } catch {
        // Without storage the text lives as long as the page.
      }
    },
    fields() {
      try {
        return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
      } catch {
        return [];
      }
    },
  };
  const numberOf = (field) => field.form.elements.nummer;

  function keep(field) {
    const number = numberOf(field).value;
    const same = !field.value.trim() || field.value.trim() === knownText(number);
    drafts.write(field.id, same ? null : { text: field.value, number });
  }

  function restore() {
    for (const field of document.querySelectorAll("textarea[id]")) {
      const draft = drafts.read(field.id);
      if (!draft) continue;
      if (knownText(draft.number) === draft.text.trim()) {
        drafts.write(field.id, null);
        continue;
      }
      field.value = draft.text;
      numberOf(field).value = draft.number;
      field.closest("details")?.setAttribute("open", "");
    }
    showLeft();
  }

  const knownText = (number) =>
    document.querySelector(`[data-nummer="${CSS.escape(number)}"] > .skrivet`)?.textContent.trim();

  // What was being written where nothing can be written any more: shown, to be copied or thrown away.
  function showLeft() {
    const box = document.getElementById("kvar");
    const left = drafts.fields().filter((field) => !document.getElementById(field));
    const items = left.map((field) => {
      const draft = drafts.read(field);
      const item = document.createElement("li");
      const text = document.createElement("p");
      text.dir = "auto";
      text.textContent = draft?.text ?? "";
      const away = document.createElement("button");
      away.type = "button";
      away.className = "lugn";
      away.textContent = "Kasta texten";
      away.addEventListener("click", () => {
        drafts.write(field, null);
        showLeft();
      });
      item.append(text, away);
      const here = document.querySelector('textarea[id^="ny-"]');
      if (here && !here.value.trim()) item.append(" ", useHere(field, draft, here));
      return item;
    });
    box.querySelector("ul").replaceChildren(...items);
    box.hidden = items.length === 0;
  }

  function useHere(field, draft, here) {
    const use = document.createElement("button");
    use.type = "button";
    use.className = "lugn";
    use.textContent = "Använd texten här";
    use.addEventListener("click", () => {
      here.value = draft.text;
      drafts.write(field, null);
      keep(here);
      showLeft();
      here.focus();
    });
    return use;
  }

  // Takes over what has changed in the page the server sends, and nothing else: not what one is writing in.
  function takeOver(text, forced) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const focused = document.activeElement?.id;
    document.title = fresh.title;
    if (fresh.body.dataset.sida !== "mote") {
      document.body.dataset.sida = fresh.body.dataset.sida;
      document.getElementById("main").replaceWith(fresh.getElementById("main"));
    } else {
      const shown = (name) => document.querySelector(`[data-del="${name}"]`);
      const other = (part) => shown(part.dataset.del).dataset.mark !== part.dataset.mark;
      const parts = [...fresh.querySelectorAll("[data-del]")];
      // What was said of the last thing sent stays until something else is sent, or the meeting moves on.
      const moved = parts.some((part) => part.dataset.del === "fraga" && other(part));
      for (const part of parts) {
        const name = part.dataset.del;
        if (!forced.includes(name) && (name === "besked" ? !moved : !other(part))) continue;
        const open = [...shown(name).querySelectorAll("details[open]")].map((one) => one.id);
        shown(name).replaceWith(part);
        for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      }
    }
    restore();
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  }

  async function ask(options, path = address) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_WAIT);
    try {
      const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", signal: stop.signal, ...options });
      const text = answer.status === 304 ? "" : await answer.text();
      if (answer.status >= 500 || (answer.status === 429 && !options.method)) throw new Error("no contact");
      say("");
      return { answer, text };
    } finally {
      clearTimeout(timer);
    }
  }

  function say(text) {
    const contact = document.getElementById("kontakt");
    if (contact.textContent !== text) contact.textContent = text;
  }

  async function look() {
    if (document.hidden || document.body.dataset.sida !== "mote") return;
    try {
      const { answer, text } = await ask({ headers: etag ? { "If-None-Match": etag } : {} });
      if (answer.status !== 304) {
        etag = answer.headers.get("ETag") ?? "";
        takeOver(text, []);
      }
      const field = unsent && document.getElementById(unsent);
      unsent = null;
      if (field?.value.trim()) await send(field.form, null);
    } catch {
      say(LOST);
    }
  }

  async function send(form, button) {
    const field = form.querySelector("textarea[id]");
    const sent = new URLSearchParams(new FormData(form));
    if (button?.name) sent.set(button.name, button.value);
    try {
      say("Skickar …");
      const { answer, text } = await ask({ method: "POST", body: sent }, form.getAttribute("action"));
      etag = "";
      if (field && answer.ok && field.value === sent.get("text").replaceAll("\r\n", "\n")) drafts.write(field.id, null);
      const details = form.closest("details");
      if (answer.ok) details?.removeAttribute("open");
      takeOver(text, ["besked", form.closest("[data-del]")?.dataset.del]);
      const seen = document.activeElement && document.activeElement.offsetParent !== null;
      const place = details && document.querySelector(`#${CSS.escape(details.id)} > summary`);
      if (answer.ok && (details || !seen)) (place ?? document.querySelector('[data-del="besked"]'))?.focus();
    } catch {
      if (field) unsent = field.id;
      say(LOST);
    }
  }

  const inTurn = (what) => (queue = queue.then(what, what));

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[id]")) keep(event.target);
  });
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (!form.closest("[data-del]")) return;
    event.preventDefault();
    if (button?.getAttribute("aria-disabled") === "true") return;
    inTurn(() => {
      // What stands on the page by then: a second press on the same button counts from the first.
      const now = (button?.id && document.getElementById(button.id)) || button;
      return now?.getAttribute("aria-disabled") === "true" ? null : send(now?.form ?? form, now);
    });
  });
  document.addEventListener("visibilitychange", () => inTurn(look));
  const follow = () => setTimeout(() => inTurn(look).then(follow, follow), EVERY + Math.random() * 500);

  restore();
  if (document.body.dataset.sida === "mote") follow();
})();
