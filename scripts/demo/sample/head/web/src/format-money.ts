const euro = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });

/** 129900 becomes "1.299,00 €". */
export function formatMoney(cents: number): string {
  return euro.format(cents / 100);
}
