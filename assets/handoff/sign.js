// Fields to sign in: strokes of a finger, a pen or a mouse, in units of the field, so that a turned phone changes nothing.
// A signature has one spelling, which the kiosk knows letter by letter.
(() => {
  'use strict';
  const papers = document.getElementById('papers');
  const button = document.getElementById('sign');
  const missing = document.getElementById('missing');
  const [WIDTH, HEIGHT] = [1000, 400]; // the field's units
  const NEAR = 6; // units; a point nearer to the one before tells nothing
  const POINTS_MIN = 4; // less is a slip of the finger; the kiosk counts alike
  const SPAN_MIN = 50; // units it spans at least, in one direction; likewise
  const POINTS_MAX = 600; // of one signature, which is as much as can be seen
  const ALL_MAX = 18000; // points of all together: they fit what the kiosk takes in one piece
  const STROKES_MAX = 60;

  const boxes = [...papers.querySelectorAll('.field')];
  const most = Math.min(POINTS_MAX, Math.floor(ALL_MAX / Math.max(1, boxes.length)));
  const within = (value, max) => Math.max(0, Math.min(max, Math.round(value)));

  const make = (box) => {
    const pad = box.querySelector('svg');
    const ink = box.querySelector('.ink');
    const told = box.querySelector('[role=status]');
    let strokes = [];
    let pointer = null; // the one that draws; a hand that lies on the screen does not

    const points = () => strokes.flat();
    const drawn = () => strokes.map((stroke) => `M${stroke.map(([x, y]) => `${x} ${y}`).join('L')}`).join('');
    const isSigned = () => {
      const all = points();
      const span = (n) => Math.max(...all.map((at) => at[n])) - Math.min(...all.map((at) => at[n]));
      return pointer === null && all.length >= POINTS_MIN && Math.max(span(0), span(1)) >= SPAN_MIN;
    };
    const show = () => {
      ink.setAttribute('d', drawn());
      const text = isSigned() ? papers.dataset.signed : '';
      if (told.textContent !== text) told.textContent = text;
      review();
    };
    const add = ({ clientX, clientY }) => {
      const at = pad.getBoundingClientRect();
      const [left, top] = [at.left + pad.clientLeft, at.top + pad.clientTop];
      const point = [
        within((clientX - left) / pad.clientWidth * WIDTH, WIDTH),
        within((clientY - top) / pad.clientHeight * HEIGHT, HEIGHT),
      ];
      const stroke = strokes.at(-1);
      const last = stroke.at(-1);
      if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return;
      stroke.push(point);
      // A longer one gets coarser, from its beginning to its end.
      while (points().length > most && strokes.some((one) => one.length > 3)) {
        strokes = strokes.map((one) => one.filter((_, n) => n === 0 || n === one.length - 1 || n % 2));
      }
    };
    pad.addEventListener('pointerdown', (event) => {
      if (pointer !== null || event.button !== 0 || strokes.length >= STROKES_MAX) return;
      event.preventDefault();
      pointer = event.pointerId;
      pad.setPointerCapture?.(pointer);
      strokes.push([]);
      add(event);
      show();
    });
    pad.addEventListener('pointermove', (event) => {
      if (event.pointerId !== pointer) return;
      const since = event.getCoalescedEvents?.() ?? [];
      (since.length ? since : [event]).forEach(add);
      show();
    });
    const lift = (event) => {
      if (event.pointerId !== pointer) return;
      pointer = null;
      const stroke = strokes.at(-1);
      if (stroke.length === 1) stroke.push(stroke[0]);
      show();
    };
    ['pointerup', 'pointercancel', 'lostpointercapture'].forEach((name) => pad.addEventListener(name, lift));
    box.querySelector('button').addEventListener('click', () => { [strokes, pointer] = [[], null]; show(); });

    const write = () => btoa(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`
      + '<path fill="none" stroke="#000" stroke-width="6" stroke-linecap="round" stroke-linejoin="round" '
      + `d="${drawn()}"/></svg>`,
    );
    return { text: box.dataset.text, isSigned, write };
  };

  // Nothing goes on before every field is signed.
  const review = () => {
    const isWhole = fields.every((field) => field.isSigned());
    button.disabled = !isWhole;
    missing.hidden = isWhole;
  };
  const fields = boxes.map(make);
  review();
  button.addEventListener('click', () => {
    const signed = { texts: [] };
    fields.forEach(({ text, write }) => {
      if (text) signed.texts.push({ id: text, svg: write() });
      else signed.contract = write();
    });
    papers.dispatchEvent(new CustomEvent('signed', { detail: signed }));
  });
})();
