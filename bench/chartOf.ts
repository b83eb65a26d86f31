import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import type { FigureName } from './Sample.js';
import type { Summary } from './Summary.js';
import { ways } from './ways.js';

const panels: readonly (readonly [name: FigureName, title: string])[] = [
  ['p50', 'latency p50'],
  ['p99', 'latency p99'],
  ['browserCpu', 'browser CPU'],
  ['serverCpu', 'server CPU'],
  ['bytes', 'server bytes'],
];

/** An SVG: each way's figures as ratios to native, at a steady rate, for the tabs that it served. */
export const chartOf = async (summaries: readonly Summary[]): Promise<string> => {
  const values = summaries
    .filter(({ scenario }) => scenario.endsWith('/s'))
    .flatMap(({ way, tabs, scenario, figures }) =>
      panels.map(([name, figure]) => ({
        way: ways.find((other) => other.name === way)?.title ?? way,
        place: `${tabs} ${tabs === 1 ? 'tab' : 'tabs'}, ${scenario}`,
        figure,
        ratio: figures[name].ratio,
      })),
    );
  const spec: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: 'Ratio to a native EventSource in the same round (lower is better)',
    background: 'white',
    data: { values },
    facet: {
      row: {
        field: 'place',
        title: null,
        sort: [...new Set(values.map(({ place }) => place))],
        header: { labelAngle: 0, labelAlign: 'left' },
      },
      column: { field: 'figure', title: null, sort: panels.map(([, title]) => title) },
    },
    spec: {
      width: 150,
      height: 130,
      layer: [
        {
          mark: 'bar',
          encoding: {
            y: { field: 'way', title: null, sort: ways.map(({ title }) => title) },
            x: { field: 'ratio', type: 'quantitative', title: null },
            color: {
              condition: { test: `datum.way === 'SSEMultiplexStrategy'`, value: '#0b6e4f' },
              value: '#9db4c0',
            },
          },
        },
        { mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { x: { datum: 1 } } },
      ],
    },
    resolve: { scale: { x: 'independent' } },
  };
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
};
