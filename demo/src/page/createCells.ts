/** A row of a table: a head and a cell for each value. */
export function createCells(
  title: string,
  values: readonly (string | number)[],
): HTMLTableRowElement {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = title;
  row.append(head);
  for (const value of values) row.insertCell().textContent = String(value);
  return row;
}
