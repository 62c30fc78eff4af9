// The stand-in for the payment component of the pretend studio, with the interface of the real one:
// window.paymentWidget.init({...}) mounts a form and gives back a handle. No card is real and no money moves.
//
// Style goes through the CSSOM and never through markup, so that a page with a strict policy can mount it.
(() => {
  'use strict';

  const server = new URL(document.currentScript.src, document.baseURI).origin;
  const environments = ['test', 'sandbox', 'live'];
  const words = {
    en: {
      title: 'Demo payment',
      note: 'This card is not real and no money moves.',
      card: 'Card',
      amount: 'Amount',
      pay: 'Pay',
      decline: 'Decline',
      loading: 'One moment …',
      ready: 'Ready to pay.',
      paying: 'Paying …',
      paid: 'Thank you. Please look at the kiosk.',
      declined: 'The card was declined. Nothing was charged. You can try again.',
      gone: 'This payment is over. Please look at the kiosk.',
      offline: 'There is no connection. Nothing was charged. You can try again.',
    },
    de: {
      title: 'Demo-Zahlung',
      note: 'Diese Karte ist nicht echt und es fließt kein Geld.',
      card: 'Karte',
      amount: 'Betrag',
      pay: 'Bezahlen',
      decline: 'Ablehnen',
      loading: 'Einen Moment …',
      ready: 'Bereit zum Bezahlen.',
      paying: 'Wird bezahlt …',
      paid: 'Danke. Bitte schauen Sie auf den Kiosk.',
      declined: 'Die Karte wurde abgelehnt. Es wurde nichts abgebucht. Sie können es noch einmal versuchen.',
      gone: 'Diese Zahlung ist vorbei. Bitte schauen Sie auf den Kiosk.',
      offline: 'Keine Verbindung. Es wurde nichts abgebucht. Sie können es noch einmal versuchen.',
    },
  };
  const style = `
    :host { display: block; font: 1rem/1.5 system-ui, sans-serif; color: #111; overflow-wrap: break-word; }
    section { max-width: 26rem; padding: 1.25rem; border: 1px solid #767676; border-radius: .75rem; background: #fff; }
    h2 { margin: 0 0 .25rem; font-size: 1.25rem; }
    p { margin: 0 0 1rem; }
    dl { margin: 0 0 1rem; }
    dt { color: #444; }
    dd { margin: 0 0 .25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    div { display: flex; flex-wrap: wrap; gap: .75rem; }
    button { flex: 1; min-height: 3rem; border: 2px solid #0b3d91; border-radius: .5rem; font: inherit; font-weight: 600;
      color: #0b3d91; background: #fff; cursor: pointer; }
    button.primary { color: #fff; background: #0b3d91; }
    button:disabled { opacity: .5; cursor: default; }
    button:focus-visible { outline: 3px solid #c45500; outline-offset: 2px; }
    [role=status] { min-height: 1.5em; margin: 1rem 0 0; }`;

  // The form of a mandatory parameter, checked the way the real component does: by throwing.
  function check(options) {
    if (typeof options !== 'object' || options === null) throw new Error('paymentWidget.init needs options');
    for (const name of ['userSessionToken', 'environment', 'countryCode', 'locale']) {
      if (typeof options[name] !== 'string' || options[name] === '') throw new Error(`Missing parameter: ${name}`);
    }
    if (!environments.includes(options.environment)) throw new Error(`Invalid environment: ${options.environment}`);
    if (!/^[A-Z]{2}$/.test(options.countryCode)) throw new Error(`Invalid countryCode: ${options.countryCode}`);
    if (!options.container) throw new Error('Missing parameter: container');
    const { container } = options;
    const element = typeof container === 'string' ? document.getElementById(container) : container;
    if (!(element instanceof Element)) throw new Error('Container not found');
    return element;
  }

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  // A decimal text goes to the formatter as it is: a number would lose digits.
  function money(session, locale) {
    try {
      return new Intl.NumberFormat(locale, { style: 'currency', currency: session.currency }).format(session.amount);
    } catch {
      return `${session.amount} ${session.currency}`;
    }
  }

  function init(options) {
    const container = check(options);
    const say = { ...(words[options.locale.slice(0, 2).toLowerCase()] ?? words.en), ...options.i18n };
    const state = { isProcessing: false, canSubmit: false };
    let customer = options.customerData ?? {};
    let isAlive = true;
    let isLoaded = false;

    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const amount = element('dd', say.loading);
    const facts = document.createElement('dl');
    facts.append(element('dt', say.card), element('dd', '4242 4242 4242 4242'), element('dt', say.amount), amount);
    const pay = element('button', say.pay, { type: 'button', class: 'primary' });
    const decline = element('button', say.decline, { type: 'button' });
    const buttons = document.createElement('div');
    buttons.append(decline, pay);
    const status = element('p', say.loading, { role: 'status' });
    const form = element('section', '', { 'aria-label': say.title });
    form.append(element('h2', say.title), element('p', say.note), facts, buttons, status);
    root.append(form);
    container.append(host);
    pay.hidden = options.hidePaymentButton === true;

    function change(next, text) {
      if (!isAlive) return;
      Object.assign(state, next);
      status.textContent = text;
      pay.disabled = decline.disabled = !state.canSubmit;
      options.onPaymentStateChange?.({ ...state });
    }

    async function call(path, request) {
      const answer = await fetch(server + path, { credentials: 'omit', cache: 'no-store', ...request });
      if (!answer.ok) throw Object.assign(new Error(`status ${answer.status}`), { isOver: true });
      return answer.json();
    }

    function fail(error) {
      change({ isProcessing: false, canSubmit: !error.isOver }, error.isOver ? say.gone : say.offline);
    }

    async function submitPayment() {
      if (!isAlive || !state.canSubmit || state.isProcessing) return;
      if (!isLoaded) {
        change({ canSubmit: false }, say.loading);
        await load();
        return;
      }
      change({ isProcessing: true, canSubmit: false }, say.paying);
      let paid;
      try {
        paid = await call('/widget/authorise', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ userSessionToken: options.userSessionToken }),
        });
      } catch (error) {
        fail(error);
        return;
      }
      // A form that was taken away while the call was on its way has nobody to report to.
      if (!isAlive) return;
      change({ isProcessing: false, canSubmit: false }, say.paid);
      const details = { type: 'CREDIT_CARD', cardBrand: 'visa', lastFour: '4242', holder: customer.name ?? '' };
      options.onSuccess?.(paid.paymentRequestToken, details, 'demo-instrument');
    }

    // As with the real component, nobody outside hears of a declined card: the person simply tries again.
    function refuse() {
      change({ isProcessing: false, canSubmit: true }, say.declined);
    }

    async function load() {
      try {
        const session = await call(`/widget/session?token=${encodeURIComponent(options.userSessionToken)}`);
        amount.textContent = money(session, options.locale);
        pay.textContent = `${say.pay} · ${amount.textContent}`;
        isLoaded = true;
        change({ canSubmit: true }, say.ready);
      } catch (error) {
        amount.textContent = '–';
        fail(error);
      }
    }

    pay.addEventListener('click', submitPayment);
    decline.addEventListener('click', refuse);
    pay.disabled = decline.disabled = true;
    load();

    return {
      destroy() {
        isAlive = false;
        host.remove();
      },
      submitPayment,
      getPaymentState: () => ({ ...state }),
      updateCustomerData(data) {
        customer = { ...customer, ...data };
      },
    };
  }

  window.paymentWidget = { init };
})();
