'use strict';
(() => {
  const settleMs = 150, announceEveryMs = 5000, freshMarkMs = 30000;
  const status = document.querySelector('[role=status]');
  const connection = document.querySelector('.connection');
  // Tabs share one stream, but only with tabs of the same viewer: another one's stream says other things.
  const viewer = document.body.dataset.viewer, shared = 'matterwire-live-' + viewer;
  const channel = new BroadcastChannel(shared);
  // Only what this origin's own server rendered is parsed, and never run: DOMParser starts no scripts.
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy('matterwire', { createHTML: (text) => text }) : null;
  const parse = (text) =>
    new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html');

  // One message at most every five seconds; what comes meanwhile is told together.
  let waiting = new Set(), lastSaid = 0, sayTimer = 0;
  const announce = (text) => {
    waiting.add(text);
    if (!sayTimer) sayTimer = setTimeout(say, Math.max(0, lastSaid + announceEveryMs - Date.now()));
  };
  const say = () => {
    const texts = [...waiting];
    status.textContent = texts.length > 2 ? `${texts.length} updates on this page` : texts.join('. ');
    [waiting, lastSaid, sayTimer] = [new Set(), Date.now(), 0];
  };

  const announcements = (root) => new Map(
    [...root.querySelectorAll('[data-announce]')].map((it) => [it.dataset.matter, it.dataset.announce]));

  const marks = new Map();
  const markFresh = (region) => {
    clearTimeout(marks.get(region));
    region.classList.add('just-updated');
    const mark = document.createElement('p');
    mark.className = 'fresh-mark';
    mark.textContent = 'Updated just now';
    region.prepend(mark);
    marks.set(region, setTimeout(() => {
      mark.remove();
      region.classList.remove('just-updated');
      marks.delete(region);
    }, freshMarkMs));
  };

  // What is compared is what the server sent, not what the marks made of it.
  const sent = new Map();
  const regions = (root) => [...root.querySelectorAll('[data-live]')];
  for (const region of regions(document)) sent.set(region.dataset.live, region.innerHTML);

  const replaceRegions = (fresh) => {
    let changed = false;
    for (const region of regions(document)) {
      const name = region.dataset.live;
      const next = fresh.querySelector(`[data-live="${name}"]`);
      if (!next || sent.get(name) === next.innerHTML) continue;
      sent.set(name, next.innerHTML);
      const focused = region.contains(document.activeElement) && document.activeElement.getAttribute('href');
      region.className = next.className;
      region.replaceChildren(...next.childNodes);
      // The focused link was replaced by its like; the reader must not be thrown to the top of the page.
      if (focused) region.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      if (name === 'freshness') continue;
      changed = true;
      markFresh(region);
    }
    return changed;
  };

  const showGone = (fresh) => {
    document.querySelector('main').replaceChildren(...fresh.querySelector('main').childNodes);
    document.title = fresh.title;
    announce('This matter is no longer available to you.');
  };

  let loading = false, again = false, timer = 0;
  const refresh = async () => {
    timer = 0;
    if (loading) { again = true; return; }
    loading = true;
    try {
      const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' });
      if (answer.redirected || answer.status === 401) { location.reload(); return; }
      if (!answer.ok && answer.status !== 404) throw new Error(answer.status);
      const fresh = parse(await answer.text());
      // Somebody else has signed in with this browser: the page is theirs now, as a whole.
      if ((fresh.body.dataset.viewer ?? viewer) !== viewer) { location.reload(); return; }
      if (answer.status === 404) { showGone(fresh); return; }
      const before = announcements(document), after = announcements(fresh);
      if (replaceRegions(fresh)) tell(before, after);
    } catch { setTimeout(soon, 2000); } finally {
      loading = false;
      if (again) { again = false; soon(); }
    }
  };
  const tell = (before, after) => {
    const page = document.querySelector('.page');
    const news = [...after].filter(([id, text]) => before.get(id) !== text).map(([, text]) => text);
    if (page && after.has(page.dataset.matter)) page.dataset.announce = after.get(page.dataset.matter);
    if (news.length) news.forEach(announce); else announce('This page was updated');
  };
  const soon = () => { timer ||= setTimeout(refresh, settleMs); };

  const matter = document.querySelector('.page')?.dataset.matter;
  const hear = ({ type, data }) => {
    if (type === 'lost') connection.hidden = false;
    if (type === 'hello') {
      connection.hidden = true;
      if (!data.resumed) soon();
    }
    if (type === 'change' && (!matter || data.matter === matter)) soon();
  };
  channel.onmessage = (event) => {
    // A tab that opened before the leader's stream did may have missed something: it looks for itself.
    if (event.data.type === 'who') { if (leads) channel.postMessage({ type: 'leads' }); return; }
    if (event.data.type === 'leads') { soon(); return; }
    hear(event.data);
  };

  let leads = false;
  const lead = () => new Promise(() => {
    leads = true;
    const source = new EventSource('/live?after=' + encodeURIComponent(document.body.dataset.cursor));
    const pass = (type, data) => { hear({ type, data }); channel.postMessage({ type, data }); };
    source.addEventListener('hello', (event) => pass('hello', JSON.parse(event.data)));
    source.addEventListener('change', (event) => pass('change', JSON.parse(event.data)));
    source.onerror = () => {
      pass('lost');
      // An answer that is no stream ends it for good: signed out, or the server has trouble.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000);
    };
  });
  // Browsers allow six connections to one server for all tabs together: one tab leads, the others listen.
  if (navigator.locks) {
    navigator.locks.request(shared, lead);
    channel.postMessage({ type: 'who' });
  } else {
    lead();
  }
})();
