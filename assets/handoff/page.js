// Takes the payment for this browser, mounts the payment component, and hands its token to the kiosk.
// Every sentence comes with the page, in the language of the visit.
(() => {
  'use strict';
  const words = document.querySelector('main').dataset;
  const status = document.getElementById('status');
  const button = document.getElementById('continue');
  const container = document.getElementById('payment');
  const here = location.pathname.replace(/\/+$/, '');
  const SCRIPT_MAX = 20000; // ms to load the component
  const ANSWER_MAX = 40000; // ms to wait for the kiosk, which answers within 30 s
  const TRIES = 4; // deliveries of one token at a time; the kiosk counts it once
  let component = null;
  let token = null;

  // Where this browser stands, so that a reload or the way back from the bank goes on instead of paying again.
  const remember = (stage) => { try { sessionStorage.setItem(here, stage); } catch { /* private mode */ } };
  const remembered = () => { try { return sessionStorage.getItem(here); } catch { return null; } };

  const tell = (key) => { status.textContent = words[key] ?? ''; };
  const unmount = () => {
    try { component?.destroy?.(); } catch { /* it is gone either way */ }
    component = null;
    container.replaceChildren();
  };
  const end = (key) => { remember(key); unmount(); button.hidden = true; tell(key); };
  const retry = (key) => { unmount(); button.hidden = false; tell(key); button.focus(); };

  const post = async (path, body) => {
    const answer = await fetch(`${here}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout?.(ANSWER_MAX),
    });
    return answer.json();
  };

  const load = (src) => new Promise((resolve, reject) => {
    if (window.paymentWidget) { resolve(); return; }
    const script = document.createElement('script');
    const late = setTimeout(() => reject(new Error('late')), SCRIPT_MAX);
    script.onload = () => { clearTimeout(late); resolve(); };
    script.onerror = () => { clearTimeout(late); reject(new Error('missing')); };
    script.src = src;
    document.head.append(script);
  });

  const send = async () => {
    button.hidden = true;
    tell('sending');
    for (let n = 1; n <= TRIES; n += 1) {
      try {
        const { result } = await post('token', { paymentRequestToken: token });
        end({ accepted: 'accepted', 'too-late': 'tooLate', 'in-use': 'inUse' }[result] ?? 'look');
        return;
      } catch {
        if (n < TRIES) await new Promise((resolve) => { setTimeout(resolve, 1000 * n); });
      }
    }
    // The kiosk waits for this token and nothing else, so it must not be given up here.
    button.textContent = words.again;
    retry('unsent');
  };

  const deliver = (paymentRequestToken) => {
    if (token) return;
    token = paymentRequestToken;
    remember('look');
    unmount();
    send();
  };

  const begin = async () => {
    button.hidden = true;
    tell('opening');
    let taken;
    try {
      taken = await post('take', {});
    } catch {
      retry('offline');
      return;
    }
    if (taken.result === 'in-use') { end('inUse'); return; }
    if (!taken.userSessionToken) { end('gone'); return; }
    remember('taken');
    try {
      await load(taken.widgetUrl);
      const { userSessionToken, environment, countryCode, locale } = taken;
      component = await window.paymentWidget.init({
        userSessionToken,
        environment,
        countryCode,
        locale,
        container,
        onSuccess: deliver,
        onPaymentStateChange: (state) => {
          container.setAttribute('aria-busy', String(Boolean(state?.isProcessing)));
        },
      });
      if (token) unmount();
      else tell('');
    } catch {
      if (!token) retry('broken');
    }
  };

  button.addEventListener('click', () => { if (token) send(); else begin(); });
  const stage = remembered();
  if (stage === 'taken') begin();
  else if (stage) end(stage);
})();
