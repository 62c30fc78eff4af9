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
  const TRIES = 4; // deliveries of one token; the kiosk counts it once
  let component = null;
  let delivered = false;

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

  const deliver = async (paymentRequestToken) => {
    if (delivered) return;
    delivered = true;
    remember('look');
    unmount();
    tell('sending');
    for (let n = 1; n <= TRIES; n += 1) {
      try {
        const { result } = await post('token', { paymentRequestToken });
        end({ accepted: 'accepted', 'too-late': 'tooLate', 'in-use': 'inUse' }[result] ?? 'look');
        return;
      } catch {
        if (n < TRIES) await new Promise((resolve) => { setTimeout(resolve, 1000 * n); });
      }
    }
    end('look');
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
        onSuccess: (token) => { deliver(token); },
        onPaymentStateChange: (state) => {
          container.setAttribute('aria-busy', String(Boolean(state?.isProcessing)));
        },
      });
      if (delivered) unmount();
      else tell('');
    } catch {
      if (!delivered) retry('broken');
    }
  };

  button.addEventListener('click', begin);
  const stage = remembered();
  if (stage === 'taken') begin();
  else if (stage) end(stage);
})();
