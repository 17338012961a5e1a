// The few signs of the page, drawn as inline SVG in the colour of the text around them.

const shapes = {
  branch:
    '<circle cx="4.5" cy="3.5" r="1.75"/><circle cx="4.5" cy="12.5" r="1.75"/><circle cx="11.5" cy="5.5" r="1.75"/><path d="M4.5 5.25v5.5M11.5 7.25c0 2.5-2 3-4 3.25-1.6.2-3 .6-3 2"/>',
  arrow: '<path d="M3 8h10M9.5 4.5 13 8l-3.5 3.5"/>',
  up: '<path d="m4 10 4-4 4 4"/>',
  down: '<path d="m4 6 4 4 4-4"/>',
  fold: '<path d="m6 4 4 4-4 4"/>',
  comment: '<path d="M2.75 3.25h10.5v7.5H8l-3 2.5v-2.5H2.75z"/>',
  succeeded: '<circle cx="8" cy="8" r="6.25"/><path d="m5.25 8.25 2 2 3.5-4"/>',
  failed: '<circle cx="8" cy="8" r="6.25"/><path d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5"/>',
  error: '<circle cx="8" cy="8" r="6.25"/><path d="M8 4.75v4M8 11v.25"/>',
  pending: '<circle cx="8" cy="8" r="6.25"/><path d="M8 4.5V8l2.25 1.5"/>',
  notApplicable: '<circle cx="8" cy="8" r="6.25"/><path d="M5.25 8h5.5"/>',
  theme: '<circle cx="8" cy="8" r="5.75"/><path d="M8 2.25a5.75 5.75 0 0 1 0 11.5z" fill="currentColor"/>',
} as const;

export type IconName = keyof typeof shapes;

/** A 16 × 16 sign, hidden from screen readers: words always stand beside it. */
export function icon(name: IconName): string {
  return `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}
