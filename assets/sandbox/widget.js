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
      bank: 'Pay with bank confirmation',
      decline: 'Pay with a declined card',
      loading: 'One moment …',
      ready: 'Ready to pay.',
      paying: 'Paying …',
      leaving: 'Going to your bank …',
      paid: 'Thank you. Please look at the kiosk.',
      declined: 'The payment was declined. Nothing was charged. You can try again.',
      gone: 'This payment is over. Please look at the kiosk.',
      offline: 'There is no connection. Nothing was charged. You can try again.',
      keeping: {
        title: 'Keep a card',
        amount: 'Kept for later payments',
        none: 'Nothing is charged now.',
        pay: 'Keep this card',
        bank: 'Keep it with bank confirmation',
        decline: 'Keep a declined card',
        ready: 'Ready to be kept.',
        paying: 'Keeping the card …',
        declined: 'The card was declined. Nothing was charged. You can try again.',
      },
    },
    de: {
      title: 'Demo-Zahlung',
      note: 'Diese Karte ist nicht echt und es fließt kein Geld.',
      card: 'Karte',
      amount: 'Betrag',
      pay: 'Bezahlen',
      bank: 'Mit Bestätigung der Bank bezahlen',
      decline: 'Mit abgelehnter Karte bezahlen',
      loading: 'Einen Moment …',
      ready: 'Bereit zum Bezahlen.',
      paying: 'Wird bezahlt …',
      leaving: 'Weiter zu Ihrer Bank …',
      paid: 'Danke. Bitte schauen Sie auf den Kiosk.',
      declined: 'Die Zahlung wurde abgelehnt. Es wurde nichts abgebucht. Sie können es noch einmal versuchen.',
      gone: 'Diese Zahlung ist vorbei. Bitte schauen Sie auf den Kiosk.',
      offline: 'Keine Verbindung. Es wurde nichts abgebucht. Sie können es noch einmal versuchen.',
      keeping: {
        title: 'Karte hinterlegen',
        amount: 'Für spätere Zahlungen hinterlegt',
        none: 'Jetzt wird nichts abgebucht.',
        pay: 'Karte hinterlegen',
        bank: 'Mit Bestätigung der Bank hinterlegen',
        decline: 'Abgelehnte Karte hinterlegen',
        ready: 'Bereit zum Hinterlegen.',
        paying: 'Karte wird hinterlegt …',
        declined: 'Die Karte wurde abgelehnt. Es wurde nichts abgebucht. Sie können es noch einmal versuchen.',
      },
    },
  };
  const style = `
    :host { display: block; font: 1rem/1.5 system-ui, sans-serif; font-family: var(--fontFamily, system-ui, sans-serif);
      color: var(--textColorMain, #111); overflow-wrap: break-word; }
    section { max-width: 26rem; padding: 1rem; border: 1px solid var(--borderColor, #767676);
      border-radius: var(--borderRadius, .75rem); background: var(--backgroundColor, #fff);
      box-shadow: var(--boxShadow, 0 1px 4px rgb(0 0 0 / 25%)); }
    h2 { margin: 0 0 .25rem; font-size: 1.25rem; }
    p { margin: 0 0 1rem; }
    dl { margin: 0 0 1rem; }
    dt { color: var(--textColorSecondary, inherit); }
    dd { margin: 0 0 .25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    div { display: flex; flex-direction: column; gap: .75rem; }
    button { min-height: 3rem; padding: .5rem 1rem; border: 2px solid var(--secondaryColor, #0b3d91);
      border-radius: var(--borderRadius, .5rem); font: inherit; font-weight: 600; color: inherit; background: transparent;
      cursor: pointer; }
    button.primary { color: var(--onPrimary, #fff); background: var(--primaryColor, #0b3d91); border-color: transparent; }
    button:disabled { opacity: .5; cursor: default; }
    button:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
    [hidden] { display: none; }
    [role=status] { min-height: 1.5em; margin: 1rem 0 0; }`;
  // What `styling` may set; anything else in it is left alone.
  const styles = ['primaryColor', 'secondaryColor', 'textColorMain', 'textColorSecondary', 'backgroundColor', 'borderColor',
    'borderRadius', 'boxShadow', 'fontFamily'];
  // What the bank adds to the address of the page that it sends the payer back to.
  const resultParameter = 'redirectResult';

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

  // Gives the form the look of its page. A form that is told the colour of text stands on the page's own ground.
  function dress(host, styling) {
    for (const name of styles) {
      if (typeof styling?.[name] === 'string') host.style.setProperty(`--${name}`, styling[name]);
    }
    if (styling?.textColorMain && !styling.backgroundColor) host.style.setProperty('--backgroundColor', 'transparent');
  }

  // Black or white, whichever is read better on the colour of the button; only the browser knows what colour a name means.
  function dressButton(host, button) {
    const [red, green, blue] = getComputedStyle(button).backgroundColor.match(/[\d.]+/g) ?? [0, 0, 0];
    const isLight = 0.299 * red + 0.587 * green + 0.114 * blue > 140;
    host.style.setProperty('--onPrimary', isLight ? '#111' : '#fff');
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
    const label = element('dt', say.amount);
    facts.append(element('dt', say.card), element('dd', '4242 4242 4242 4242'), label, amount);
    const pay = element('button', say.pay, { type: 'button', id: 'pay', class: 'primary' });
    const bank = element('button', say.bank, { type: 'button', id: 'bank' });
    const decline = element('button', say.decline, { type: 'button', id: 'decline' });
    const buttons = document.createElement('div');
    buttons.append(pay, bank, decline);
    const status = element('p', say.loading, { role: 'status' });
    const form = element('section', '', { 'aria-label': say.title });
    const heading = element('h2', say.title);
    form.append(heading, element('p', say.note), facts, buttons, status);
    root.append(form);
    dress(host, options.styling);
    container.append(host);
    dressButton(host, pay);
    pay.hidden = options.hidePaymentButton === true;

    function change(next, text) {
      if (!isAlive) return;
      Object.assign(state, next);
      status.textContent = text;
      for (const button of [pay, bank, decline]) button.disabled = !state.canSubmit;
      options.onPaymentStateChange?.({ ...state });
    }

    async function call(path, request) {
      const send = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userSessionToken: options.userSessionToken, ...request }),
      };
      const answer = await fetch(server + path, { credentials: 'omit', cache: 'no-store', ...(request && send) });
      if (!answer.ok) throw Object.assign(new Error(`status ${answer.status}`), { status: answer.status });
      return answer.json();
    }

    // As with the real component, nobody outside is told that a payment was declined: it only stops being processed.
    // What the bank said in an earlier session is none of this one's business.
    function fail(error) {
      const text = { none: say.offline, 402: say.declined, 409: say.ready }[error.status ?? 'none'];
      change({ isProcessing: false, canSubmit: text !== undefined }, text ?? say.gone);
    }

    // Processes a payment from the press of a button, or the way back from the bank, to its token.
    async function process(path, request) {
      if (!isAlive || state.isProcessing) return;
      change({ isProcessing: true, canSubmit: false }, say.paying);
      let paid;
      try {
        paid = await call(path, request);
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

    async function submitPayment() {
      if (!isAlive || !state.canSubmit) return;
      if (isLoaded) await process('/widget/authorise', {});
      else await load();
    }

    async function submitDeclined() {
      if (state.canSubmit && isLoaded) await process('/widget/authorise', { isDeclined: true });
    }

    // 3-D Secure: the whole page goes to the bank, which sends the payer back to this address.
    async function leave() {
      if (!isAlive || !state.canSubmit || !isLoaded) return;
      change({ isProcessing: true, canSubmit: false }, say.leaving);
      const back = new URL(location.href);
      back.searchParams.delete(resultParameter);
      try {
        const { bankPath } = await call('/widget/challenge', { returnUrl: back.href });
        if (isAlive) location.assign(`${server}${bankPath}?locale=${encodeURIComponent(options.locale)}`);
      } catch (error) {
        fail(error);
      }
    }

    // A payer who comes back without an answer may find the page as it was left.
    function comeBack(event) {
      if (event.persisted && state.isProcessing) change({ isProcessing: false, canSubmit: true }, say.ready);
    }

    // A session over nothing only keeps the card for later payments, and says so.
    function keepOnly() {
      Object.assign(say, say.keeping, options.i18n);
      form.setAttribute('aria-label', say.title);
      for (const [part, text] of [[heading, say.title], [label, say.amount], [amount, say.none], [pay, say.pay],
        [bank, say.bank], [decline, say.decline]]) part.textContent = text;
    }

    async function load() {
      change({ canSubmit: false }, say.loading);
      try {
        const session = await call(`/widget/session?token=${encodeURIComponent(options.userSessionToken)}`);
        if (session.scope === 'MEMBER_ACCOUNT' && Number(session.amount) === 0) {
          keepOnly();
        } else {
          amount.textContent = money(session, options.locale);
          pay.textContent = `${say.pay} · ${amount.textContent}`;
        }
        isLoaded = true;
        change({ canSubmit: true }, say.ready);
      } catch (error) {
        amount.textContent = '–';
        fail(error);
        return;
      }
      const redirectResult = new URLSearchParams(location.search).get(resultParameter);
      if (redirectResult) await process('/widget/result', { redirectResult });
    }

    pay.addEventListener('click', submitPayment);
    bank.addEventListener('click', leave);
    decline.addEventListener('click', submitDeclined);
    window.addEventListener('pageshow', comeBack);
    load();

    return {
      destroy() {
        isAlive = false;
        window.removeEventListener('pageshow', comeBack);
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
