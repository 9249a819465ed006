'use strict';
// Keeps an open page current. An event of the stream has no facts of a matter: the page is fetched again, and the regions
// (`data-live`) that differ are replaced. So all that is shown was rendered under the rules of now. Without this script, or
// without a stream, the page stays as it was loaded.
(() => {
  const refreshDelayMs = 150, announceEveryMs = 5000, freshMarkMs = 30000;
  const status = document.querySelector('[role=status]');
  const connection = document.querySelector('.connection');
  // Only tabs of the same viewer share a stream, because each viewer's stream has other events.
  const viewer = document.body.dataset.viewer, shared = 'matterwire-live-' + viewer;
  const channel = new BroadcastChannel(shared);
  // Only pages of this origin's server are parsed; DOMParser runs no scripts.
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy('matterwire', { createHTML: (text) => text }) : null;
  const parse = (text) =>
    new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, 'text/html');

  // At most one announcement every five seconds; changes in between are announced together.
  let waiting = new Set(), lastAnnouncedAt = 0, announceTimer = 0;
  const announce = (text) => {
    waiting.add(text);
    if (!announceTimer) announceTimer = setTimeout(announceWaiting, Math.max(0, lastAnnouncedAt + announceEveryMs - Date.now()));
  };
  const announceWaiting = () => {
    const texts = [...waiting];
    status.textContent = texts.length > 2 ? `${texts.length} updates on this page` : texts.join('. ');
    [waiting, lastAnnouncedAt, announceTimer] = [new Set(), Date.now(), 0];
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

  // The server's markup is compared, because the marks change the page's own.
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
      // The focused link was replaced; without this, the keyboard focus would move to the top of the page.
      if (focused) region.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      if (name === 'freshness') continue;
      changed = true;
      markFresh(region);
    }
    return changed;
  };

  const showUnavailable = (fresh) => {
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
      // Another viewer has signed in with this browser: the whole page is loaded as theirs.
      if ((fresh.body.dataset.viewer ?? viewer) !== viewer) { location.reload(); return; }
      if (answer.status === 404) { showUnavailable(fresh); return; }
      const before = announcements(document), after = announcements(fresh);
      if (replaceRegions(fresh)) announceChanges(before, after);
    } catch { setTimeout(scheduleRefresh, 2000); } finally {
      loading = false;
      if (again) { again = false; scheduleRefresh(); }
    }
  };
  const announceChanges = (before, after) => {
    const page = document.querySelector('.page');
    const changed = [...after].filter(([id, text]) => before.get(id) !== text).map(([, text]) => text);
    if (page && after.has(page.dataset.matter)) page.dataset.announce = after.get(page.dataset.matter);
    if (changed.length) changed.forEach(announce); else announce('This page was updated');
  };
  const scheduleRefresh = () => { timer ||= setTimeout(refresh, refreshDelayMs); };

  const matter = document.querySelector('.page')?.dataset.matter;
  const receive = ({ type, data }) => {
    if (type === 'lost') connection.hidden = false;
    if (type === 'hello') {
      connection.hidden = true;
      if (!data.resumed) scheduleRefresh();
    }
    if (type === 'change' && (!matter || data.matter === matter)) scheduleRefresh();
  };
  channel.onmessage = (event) => {
    // A tab that was loaded before the leader's stream opened may have missed a change.
    if (event.data.type === 'who') { if (leads) channel.postMessage({ type: 'leads' }); return; }
    if (event.data.type === 'leads') { scheduleRefresh(); return; }
    receive(event.data);
  };

  let leads = false;
  // Never resolves: the lock of the leader is held until the tab closes.
  const lead = () => new Promise(() => {
    leads = true;
    const source = new EventSource('/live?after=' + encodeURIComponent(document.body.dataset.cursor));
    const broadcast = (type, data) => { receive({ type, data }); channel.postMessage({ type, data }); };
    source.addEventListener('hello', (event) => broadcast('hello', JSON.parse(event.data)));
    source.addEventListener('change', (event) => broadcast('change', JSON.parse(event.data)));
    source.onerror = () => {
      broadcast('lost');
      // An answer other than a stream is final: the session has ended, or the server has a problem.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000);
    };
  });
  // Browsers allow six HTTP/1.1 connections to one server for all tabs: one tab opens the stream and passes it on.
  if (navigator.locks) {
    navigator.locks.request(shared, lead);
    channel.postMessage({ type: 'who' });
  } else {
    lead();
  }
})();
