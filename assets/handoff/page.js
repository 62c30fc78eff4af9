// Takes the page for this browser, step by step: hands to the kiosk what was signed, or mounts the payment component and hands
// its token over. Every sentence comes with the page, in the language of the visit.
(() => {
  'use strict';
  const main = document.querySelector('main');
  const words = main.dataset;
  const heading = document.getElementById('heading');
  const facts = document.getElementById('facts');
  const reference = document.getElementById('reference');
  const status = document.getElementById('status');
  const time = document.getElementById('time');
  const button = document.getElementById('continue');
  const container = document.getElementById('payment');
  const papers = document.getElementById('papers'); // there for the browser that has taken what is to be signed
  const here = location.pathname;
  const step = Number(words.step);
  const BEAT = 3000; // ms between two reports to the kiosk while the page is seen
  const SCRIPT_MAX = 20000; // ms to load the component
  const MOUNT_MAX = 10000; // ms until something of it is there
  const TOKEN_MAX = 2000; // ms from the end of its work to its token
  const ANSWER_MAX = 40000; // ms to wait for the kiosk, which answers within 30 s
  const TRIES = 4; // deliveries of one token at a time; the kiosk counts it once
  const TOKEN_SIZE_MAX = 8192; // characters of a token; the kiosk takes as many bytes
  const WATCH_MAX = 900000; // ms after the payment in which the kiosk may say that it was not used
  const WARN_AT = 60; // s before the end
  const ENDS = ['accepted', 'unused', 'too-late', 'ended', 'new-code', 'gone', 'in-use'];

  let turn = 0; // counts beginnings; what an older one still does is of no account
  let session = 0; // the kiosk's number of the session that is mounted
  let component = null;
  let held = null; // what the kiosk has not answered: { token, session }, or { signed }
  let doing = ''; // what the kiosk is told; nothing before the form is there, while a token travels, and after the end
  let over = ''; // what became of it, once it is over
  let watchedUntil = 0; // ms; after that, nothing more is heard of a payment that is over
  let declined, next;
  const ours = [...document.body.children]; // what the payment component lays over the page is not
  let isBeating = false;

  // A token is kept over a reload, so that nobody pays again because of one. Private windows may refuse.
  const hold = (it) => {
    held = it;
    try {
      if (it?.token) sessionStorage.setItem(here, JSON.stringify(it));
      else sessionStorage.removeItem(here);
    } catch { /* it is still held by this page */ }
  };
  const recall = () => { try { return JSON.parse(sessionStorage.getItem(here)); } catch { return null; } };

  const put = (place, text) => { if (place.textContent !== text) place.textContent = text; };
  const tell = (key) => { reopen(); put(status, words[key] ?? ''); };
  // What became of the payment stands where the studio's name stood, and above what was bought. A screen reader says it
  // once: with the focus, to which the text belongs, and not as news too.
  const conclude = (stage) => {
    if (words.stage === stage) return;
    const key = stage.replace(/-./g, (part) => part[1].toUpperCase());
    words.stage = stage;
    status.removeAttribute('role');
    put(status, words[key]);
    put(heading, words[`${key}Title`]);
    main.append(facts);
    heading.blur();
    heading.focus();
  };
  const reopen = () => {
    if (words.stage === 'taken') return;
    words.stage = 'taken';
    put(heading, words.studio);
    heading.after(facts);
    put(status, '');
    status.setAttribute('role', 'status');
  };
  const unmount = () => {
    clearTimeout(declined);
    try { component?.destroy?.(); } catch { /* it is gone either way */ }
    component = null;
    container.replaceChildren();
    button.hidden = true;
  };
  const begun = () => { unmount(); put(time, ''); doing = ''; isBeating = false; turn += 1; return turn; };
  const end = (stage) => {
    begun();
    over = stage;
    watchedUntil = 0;
    hold(null);
    [...document.body.children].forEach((one) => { if (!ours.includes(one)) one.remove(); });
    conclude(stage);
    if (stage !== 'accepted' && stage !== 'unused') return;
    // The purchase may still be given up, so the page goes on asking; nothing that it says is news to the kiosk.
    watchedUntil = Date.now() + WATCH_MAX;
    doing = 'processing';
    clearTimeout(next);
    next = setTimeout(beat, BEAT);
  };
  // The next step is a page of its own under the same address, without what a bank may have added to that.
  const goToStep = () => { begun(); hold(null); location.replace(here); };
  const retry = (key) => {
    unmount();
    button.textContent = words.again;
    button.hidden = false;
    tell(key);
    button.focus();
  };

  const post = async (path, body, options) => {
    const answer = await fetch(`${here}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout?.(ANSWER_MAX),
      ...options,
    });
    return answer.json();
  };

  // What the kiosk says of the page: it may have ended it, got its token, or opened a longer session.
  const hear = ({ result, session: current, step: at, left, more }) => {
    if (over) {
      if (result !== over && ['accepted', 'unused', 'gone'].includes(result)) end(result);
    } else if (ENDS.includes(result)) end(result);
    else if (result === 'look') {
      if (component) begun();
      conclude(result);
      say('processing');
    } else if (result === 'open' && at !== step) goToStep();
    else if (result === 'open') {
      const isShort = left <= WARN_AT;
      put(time, isShort ? words[more && doing !== 'processing' ? 'minuteMore' : 'minute'] : '');
      goOn(current);
    }
  };
  const goOn = (current) => {
    if (component && doing === 'processing') return;
    if (current !== session) { hold(null); begin('renewed'); } else if (held) send();
  };

  // Tells the kiosk where the payment stands, at once when that changes, and while the page is seen.
  const beat = async () => {
    clearTimeout(next);
    if (over && Date.now() > watchedUntil) doing = '';
    if (!doing || isBeating) return;
    isBeating = true;
    const [mine, told] = [turn, doing];
    let answer = {};
    try { answer = await post('state', { state: told, session }); } catch { /* the next one may get through */ }
    isBeating = false;
    if (mine === turn) hear(answer);
    clearTimeout(next);
    if (doing && doing !== told) beat();
    else next = setTimeout(() => { if (!document.hidden) beat(); }, BEAT);
  };
  const say = (what) => { if (doing !== what) { doing = what; beat(); } };

  const load = (src) => new Promise((resolve, reject) => {
    if (window.paymentWidget) { resolve(); return; }
    const script = document.createElement('script');
    const fail = () => { script.remove(); reject(new Error('missing')); };
    const late = setTimeout(fail, SCRIPT_MAX);
    script.onload = () => { clearTimeout(late); resolve(); };
    script.onerror = () => { clearTimeout(late); fail(); };
    script.src = src;
    document.head.append(script);
  });

  // The form is not to be had; what it had begun is of no account any more.
  const fail = (mine) => {
    if (mine !== turn) return;
    begun();
    retry('broken');
    say('broken');
  };

  const isToken = (it) => typeof it === 'string' && it.length > 0 && it.length <= TOKEN_SIZE_MAX && !/\p{Cc}/u.test(it);

  const start = (mine, taken, host) => {
    const css = getComputedStyle(main);
    const [act, ink, soft, rule, radius] = ['act', 'ink', 'soft', 'rule', 'radius'].map(
      (name) => css.getPropertyValue(`--${name}`).trim(),
    );
    const { userSessionToken, environment, countryCode, locale } = taken;
    return window.paymentWidget.init({
      userSessionToken,
      environment,
      countryCode,
      locale,
      container: host,
      styling: {
        primaryColor: act,
        secondaryColor: soft,
        textColorMain: ink,
        textColorSecondary: soft,
        borderColor: rule,
        borderRadius: radius,
        boxShadow: 'none',
      },
      onSuccess: (token) => {
        if (mine !== turn) return;
        if (!isToken(token)) { fail(mine); return; }
        hold({ token, session });
        send();
      },
      onPaymentStateChange: (state) => {
        if (mine !== turn) return;
        clearTimeout(declined);
        host.setAttribute('aria-busy', String(Boolean(state?.isProcessing)));
        if (state?.isProcessing) say('processing');
        else if (doing === 'processing') declined = setTimeout(say, TOKEN_MAX, 'declined');
      },
    });
  };

  // The component may give its handle, promise one, or never keep its promise; what counts is that something is there:
  // in its place, or laid over the page.
  const mount = async (mine, taken) => {
    await load(taken.widgetUrl);
    if (mine !== turn) return;
    const host = container.appendChild(document.createElement('div'));
    component = {};
    const made = start(mine, taken, host);
    if (mine !== turn) { made?.destroy?.(); return; }
    component = made ?? {};
    Promise.resolve(made).then((handle) => {
      if (mine === turn) component = handle ?? {};
      else handle?.destroy?.();
    }).catch(() => fail(mine));
    if (!doing) say('open');
    const isThere = () => host.offsetHeight || host.childElementCount || host.shadowRoot
      || document.body.childElementCount > ours.length;
    for (let waited = 0; mine === turn && !isThere(); waited += 100) {
      if (waited >= MOUNT_MAX) throw new Error('empty');
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  };

  const begin = async (note = 'opening') => {
    const mine = begun();
    tell(note);
    let taken = {};
    try {
      taken = await post('take', {});
      // The first answer to a browser without a cookie brings one.
      if (taken.result === 'cookie' && mine === turn) taken = await post('take', {});
    } catch { /* told below */ }
    if (mine !== turn) return;
    if (!taken.step) {
      if (ENDS.includes(taken.result) || taken.result === 'look') hear(taken);
      else retry(taken.result === 'cookie' ? 'cookies' : 'offline');
      return;
    }
    if (taken.step !== step || (words.task === 'sign' && !papers)) { goToStep(); return; }
    session = taken.session;
    if (taken.claim) put(reference, taken.claim);
    if (papers) { read(); return; }
    if (held?.session === session) { send(); return; }
    hold(null);
    try {
      await mount(mine, taken);
      if (mine !== turn) return;
      if (note === 'opening') tell('');
      container.focus();
    } catch {
      fail(mine);
    }
  };

  const read = (note = '') => {
    tell('');
    put(status, note);
    papers.hidden = false;
    if (note) heading.focus();
    say('open');
  };
  papers?.addEventListener('signed', ({ detail }) => { hold({ signed: detail }); send(); });

  const send = async () => {
    const mine = begun();
    if (papers) papers.hidden = true;
    tell('sending');
    const { token, session: of, signed } = held;
    for (let n = 1; n <= TRIES; n += 1) {
      let answer = {};
      try {
        answer = await (signed ? post('sign', signed) : post('token', { paymentRequestToken: token, session: of }));
      } catch { /* tried again */ }
      if (mine !== turn) return;
      if (answer.result === 'next') { goToStep(); return; }
      if (answer.result === 'renewed') { hold(null); begin('renewed'); return; }
      if (answer.result === 'invalid') { hold(null); if (signed) read(papers.dataset.unread); else fail(mine); return; }
      if (ENDS.includes(answer.result) || answer.result === 'look') { hear(answer); return; }
      if (n < TRIES) await new Promise((resolve) => { setTimeout(resolve, 1000 * n); });
      if (mine !== turn) return;
    }
    // The kiosk waits for this and nothing else, so it must not be given up here.
    retry('unsent');
    say('processing');
  };

  button.addEventListener('click', () => { if (held) send(); else begin(); });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    // Whoever looks again is told once how it stands now.
    if (over && watchedUntil && !doing) { watchedUntil = Date.now() + BEAT; doing = 'processing'; }
    beat();
  });
  addEventListener('pagehide', () => {
    // Whoever leaves while the component works is on the way to the bank.
    if (!doing || doing === 'processing') return;
    post('state', { state: 'closed', session }, { keepalive: true }).catch(() => {});
  });
  addEventListener('pageshow', ({ persisted }) => { if (persisted && turn && !over && button.hidden) begin(); });

  held = recall();
  if (words.stage === 'taken') begin();
  else if (words.stage) hear({ result: words.stage });
  else hold(null);
})();
