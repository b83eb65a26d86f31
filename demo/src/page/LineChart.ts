const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 600;
const HEIGHT = 100;

export interface LineChartOptions {
  /** One class name per line; the page's style sheet gives the colour. */
  readonly series: readonly string[];
  /** How much time the chart's width stands for. */
  readonly spanMs: number;
  /** The value at the top edge; grows with the data if `fixed` is not set. */
  readonly max: number;
  readonly fixed?: boolean;
  /** Draw steps instead of slopes, for values that jump. */
  readonly steps?: boolean;
}

interface Point {
  readonly at: number;
  readonly values: readonly number[];
}

/** Draws values over the last stretch of time as lines into an SVG element. */
export class LineChart {
  readonly #options: LineChartOptions;
  readonly #paths: readonly SVGPathElement[];
  readonly #points: Point[] = [];

  constructor(svg: SVGSVGElement, options: LineChartOptions) {
    this.#options = options;
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    for (const y of [0, HEIGHT / 2, HEIGHT]) {
      const line = document.createElementNS(SVG, 'line');
      line.setAttribute('x2', String(WIDTH));
      line.setAttribute('y1', String(y));
      line.setAttribute('y2', String(y));
      svg.append(line);
    }
    this.#paths = options.series.map((name) => {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('class', name);
      svg.append(path);
      return path;
    });
  }

  /** The value at the chart's top edge. */
  get top(): number {
    if (this.#options.fixed === true) return this.#options.max;
    const highest = Math.max(0, ...this.#points.flatMap((point) => point.values));
    return Math.max(this.#options.max, Math.ceil(highest / 4) * 4);
  }

  push(at: number, values: readonly number[]): void {
    const oldest = at - this.#options.spanMs;
    this.#points.push({ at, values });
    // One point beyond the left edge stays, so that the line reaches the edge.
    while ((this.#points[1]?.at ?? Infinity) < oldest) this.#points.shift();
    const { top } = this;
    this.#paths.forEach((path, series) => {
      path.setAttribute('d', this.#outline(series, at, top));
    });
  }

  #outline(series: number, now: number, top: number): string {
    const { spanMs, steps } = this.#options;
    return this.#points
      .map(({ at, values }, index) => {
        const x = (WIDTH * (1 - (now - at) / spanMs)).toFixed(1);
        const y = (HEIGHT * (1 - Math.min(1, (values[series] ?? 0) / top))).toFixed(1);
        if (index === 0) return `M${x} ${y}`;
        return steps === true ? `H${x}V${y}` : `L${x} ${y}`;
      })
      .join('');
  }
}
