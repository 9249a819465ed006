const everyMs = 1000, afterFailureMs = 5000;
const source = document.querySelector("[data-live]")?.dataset.live;
const seen = {};

function keepingPlace(part, change) {
  const open = [...part.querySelectorAll("details[open]")].map((it) => it.id);
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const href = focused?.getAttribute("href"), fold = focused?.closest("details")?.id;
  change();
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (href) [...part.querySelectorAll("a")].find((it) => it.getAttribute("href") === href)?.focus();
  else if (focused && fold) document.getElementById(fold)?.querySelector("summary")?.focus();
}

function put(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of fresh.querySelectorAll("[data-fresh]")) {
    const shown = document.getElementById(part.id);
    if (!shown || seen[part.id] === part.innerHTML) continue;
    seen[part.id] = part.innerHTML;
    keepingPlace(shown, () => { shown.innerHTML = part.innerHTML; });
  }
}

async function refresh() {
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(answer.status);
  put(await answer.text());
}

async function follow() {
  let pause = everyMs;
  if (document.visibilityState === "visible") {
    try { await refresh(); } catch { pause = afterFailureMs; }
  }
  setTimeout(follow, pause);
}

if (source) setTimeout(follow, everyMs);
