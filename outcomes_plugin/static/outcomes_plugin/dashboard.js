/* Our section of the legacy instructor dashboard: what it shows is fetched when it is first opened. */
(function () {
  'use strict';

  const place = document.getElementById('mentoring-inner');
  let wanted = false;

  function addStyles() {
    place.dataset.styles.split(' ').forEach((address) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      document.head.append(link);
    });
  }

  async function load() {
    if (wanted) return;
    wanted = true;
    addStyles();
    place.setAttribute('aria-busy', 'true');
    const waiting = setTimeout(() => { place.textContent = place.dataset.loading; }, 400);
    try {
      const answer = await fetch(place.dataset.inner, { credentials: 'same-origin' });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = await answer.text();
      clearTimeout(waiting);
      place.innerHTML = html;
    } catch {
      clearTimeout(waiting);
      place.textContent = place.dataset.failed;
      wanted = false;
    }
    place.removeAttribute('aria-busy');
  }

  // The dashboard calls the wrapper of whichever section is opened, and stops without one.
  window.jQuery('#mentoring').data('wrapper', { onClickTitle: load, onExit() {} });
}());
