/*
 * Makes world.json: for every country of the archive its shape on a small world map, as the data of an SVG path.
 *
 * Takes the list of country codes (one a line, with the country's ISO 3166-1 number) from standard input; see README.md.
 * Equal Earth projection: areas keep their proportions, which is what shades of areas are read by.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import { presimplify, quantile, simplify } from 'topojson-simplify';

const WIDTH = 640;
const HEIGHT = 282;
/** Countries smaller than this (square units of the map) are dots: they could be neither seen nor hit. */
const SMALLEST = 4;
/** Islands and exclaves smaller than this, a few square pixels on a wide screen, are left out. */
const SPECK = 8;
/** Share of the points that are kept, those that shape the outline most. */
const KEPT = 0.1;
/** No alert is about Antarctica, and its coast would be the third longest. */
const LEFT_OUT = new Set(['AQ']);

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-110m.json'), 'utf8'));
const fine = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
const wanted = readFileSync(0, 'utf8').trim().split('\n').map((line) => line.split(' '));

// The coarse map is drawn; what it does not know is a dot, placed by the finer one.
const weighted = presimplify(atlas);
const thin = simplify(weighted, quantile(weighted, KEPT));
const shapes = byNumber(thin);
const coarse = byNumber(atlas);
const exact = byNumber(fine);

/** Return number → shape; the atlas has no number for Kosovo. */
function byNumber(topology) {
  const found = new Map();
  for (const shape of feature(topology, topology.objects.countries).features) {
    const id = shape.id ?? (shape.properties.name === 'Kosovo' ? 'XK' : '');
    // Territories share the number of their country here and there: the largest shape is the country.
    if (id && (!found.has(id) || geoArea(shape) > geoArea(found.get(id)))) found.set(id, shape);
  }
  return found;
}

// 11° E in the middle: the map is cut through the Bering Strait, so that the antimeridian splits nothing but Chukotka's tip and Fiji.
const projection = geoEqualEarth().rotate([-11, 0]).fitExtent([[1, 1], [WIDTH - 1, HEIGHT * 1.1]], { type: 'Sphere' });
const path = geoPath(projection);

/** Write rings in whole units, the largest first. */
function data(shape) {
  const rings = [];
  let ring = [];
  path.context({
    moveTo(x, y) { ring = [[x, y]]; },
    lineTo(x, y) { ring.push([x, y]); },
    closePath() { rings.push(ring); },
    arc() {}, beginPath() {},
  })(shape);
  path.context(null);
  return rings
    .map((points) => points.map(([x, y]) => [Math.round(x), Math.round(y)]))
    .filter((points) => Math.abs(area(points)) >= SPECK)
    .sort((one, other) => Math.abs(area(other)) - Math.abs(area(one)))
    .map(write)
    .join('');
}

function area(points) {
  return points.reduce((sum, [x, y], n) => {
    const [u, v] = points[(n + 1) % points.length];
    return sum + (x * v - u * y) / 2;
  }, 0);
}

/** Leave out what a whole unit more or less has made of a ring: repeated points, and those between two others on a straight line. */
function bare(points) {
  const before = (list, n) => list[(n + list.length - 1) % list.length];
  let found = points.filter(([x, y], n) => before(points, n)[0] !== x || before(points, n)[1] !== y);
  for (let n = 0; n < found.length;) {
    const [[a, b], [x, y], [u, v]] = [before(found, n), found[n], found[(n + 1) % found.length]];
    const isBetween = (x - a) * (v - b) === (y - b) * (u - a) && (x - a) * (u - x) >= 0 && (y - b) * (v - y) >= 0;
    if (isBetween) found = found.filter((_, place) => place !== n);
    n = isBetween ? Math.max(0, n - 1) : n + 1;
  }
  return found;
}

/** Write a ring as relative moves in whole units, each in its shortest form. */
function write(ring) {
  const points = bare(ring);
  if (points.length < 3) return '';
  let [x, y] = points[0];
  let text = `M${x} ${y}`;
  let last = '';
  for (const [u, v] of points.slice(1)) {
    const [right, down] = [u - x, v - y];
    const command = down === 0 ? 'h' : right === 0 ? 'v' : 'l';
    const figures = command === 'h' ? `${right}` : command === 'v' ? `${down}` : `${right}${down < 0 ? '' : ' '}${down}`;
    text += command !== last ? command + figures : `${figures.startsWith('-') ? '' : ' '}${figures}`;
    [x, y, last] = [u, v, command];
  }
  return `${text}z`;
}

const countries = {};
const missing = [];
for (const [code, number] of wanted) {
  if (LEFT_OUT.has(code)) continue;
  // What would be simplified away, but is large enough to be seen, keeps all its points: Haiti, El Salvador, Taiwan.
  const drawn = coarse.has(number) && path.area(coarse.get(number)) >= SMALLEST ? data(shapes.get(number)) || data(coarse.get(number)) : '';
  const dot = exact.get(number);
  if (drawn) countries[code] = { path: drawn };
  else if (dot) {
    const [x, y] = projection(geoCentroid(dot));
    countries[code] = { x: Math.round(x), y: Math.round(y) };
  } else missing.push(code);
}
const out = { width: WIDTH, height: HEIGHT, countries };
writeFileSync(new URL('world.json', import.meta.url), `${JSON.stringify(out, null, 0).replaceAll('},"', '},\n"')}\n`);
console.log(`${Object.keys(countries).length} countries; without a shape: ${missing.join(' ')}`);
