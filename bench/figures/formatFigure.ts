/** A number for a table: three significant digits, but no whole number loses a digit. */
export const formatFigure = (figure: number): string => {
  if (Number.isNaN(figure)) return '–';
  if (Number.isInteger(figure) || !Number.isFinite(figure)) return String(figure);
  const text = Math.abs(figure) >= 100 ? figure.toFixed(0) : figure.toPrecision(3);
  return text.includes('e') ? figure.toExponential(1) : text;
};
