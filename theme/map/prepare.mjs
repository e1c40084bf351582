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

const WIDTH = 1000;
const HEIGHT = 447;
/** Countries smaller than this (square units of the map) are dots: they could be neither seen nor hit. */
const SMALLEST = 10;
/** Islands and exclaves smaller than this are left out. */
const SPECK = 2;
/** Share of the points that are kept, those that shape the outline most. */
const KEPT = 0.45;

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-110m.json'), 'utf8'));
const fine = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
const wanted = readFileSync(0, 'utf8').trim().split('\n').map((line) => line.split(' '));

// The coarse map is drawn; what it does not know is a dot, placed by the finer one.
const weighted = presimplify(atlas);
const thin = simplify(weighted, quantile(weighted, KEPT));
const shapes = byNumber(thin);
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
const projection = geoEqualEarth().rotate([-11, 0]).fitExtent([[1, 1], [WIDTH - 1, HEIGHT + 40]], { type: 'Sphere' });
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

/** Write a ring as relative moves in whole units. */
function write(points) {
  let [x, y] = points[0];
  let text = `M${x} ${y}`;
  let first = true;
  for (const [u, v] of points.slice(1)) {
    if (u === x && v === y) continue;
    text += first ? 'l' : u < x ? '' : ' ';
    text += `${u - x}${v < y ? '' : ' '}${v - y}`;
    first = false;
    [x, y] = [u, v];
  }
  return first ? '' : `${text}z`;
}

const countries = {};
const missing = [];
for (const [code, number] of wanted) {
  const shape = shapes.get(number);
  const drawn = shape && path.area(shape) >= SMALLEST ? data(shape) : '';
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
