// What the page does on its own: colour switch, keys to walk through the threads, and folds that open for links and print.
(() => {
  const root = document.documentElement;
  const threads = [...document.querySelectorAll('[data-thread]')];
  let current = -1;

  const remembered = {
    get: () => {
      try {
        return localStorage.getItem('theme');
      } catch {
        return null;
      }
    },
    set: (theme) => {
      try {
        localStorage.setItem('theme', theme);
      } catch {
        // Storage may be forbidden; the switch then lasts as long as the page.
      }
    },
  };

  function showTheme(theme) {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  }

  function switchTheme() {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const next = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
    showTheme(next);
    remembered.set(next);
  }

  /** Opens every fold around an element, and the element itself where it is one. */
  function reveal(element) {
    for (let fold = element.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  }

  function highlight(id) {
    for (const mark of document.querySelectorAll('mark[data-threads]')) {
      mark.classList.toggle('is-current', id !== undefined && mark.dataset.threads.split(' ').includes(id));
    }
  }

  function step(by) {
    if (threads.length === 0) return;
    const start = current === -1 && by < 0 ? 0 : current;
    current = (start + by + threads.length) % threads.length;
    const thread = threads[current];
    reveal(thread);
    thread.focus({ preventScroll: true });
    thread.scrollIntoView({ block: 'center' });
  }

  function followFragment() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    reveal(target);
    target.scrollIntoView();
    if (target.matches('[data-thread]')) target.focus({ preventScroll: true });
  }

  showTheme(remembered.get());
  document.querySelector('[data-theme-switch]')?.addEventListener('click', switchTheme);
  for (const button of document.querySelectorAll('[data-step]')) {
    button.addEventListener('click', () => step(Number(button.dataset.step)));
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
    if (event.key === 'j') step(1);
    if (event.key === 'k') step(-1);
  });

  document.addEventListener('focusin', (event) => {
    const thread = event.target.closest('[data-thread]');
    highlight(thread?.dataset.thread);
    if (!thread) return;
    current = threads.indexOf(thread);
    const position = document.querySelector('[data-position]');
    if (position) position.textContent = `${current + 1} of ${threads.length}`;
  });

  addEventListener('hashchange', followFragment);
  followFragment();

  const fileList = document.querySelector('[data-file-list]');
  if (fileList && matchMedia('(max-width: 64rem)').matches) fileList.open = false;

  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details:not([open])')];
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of unfolded) fold.open = false;
  });
})();
