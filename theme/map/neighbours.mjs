/*
 * Writes which countries border on which, and for those that border on none which lie nearest: plugins/alerts/terms/neighbours.toml.
 *
 * Takes the list of countries (code, ISO 3166-1 number, region; one a line) from standard input; see README.md.
 * Shapes with a common arc of the topology border on each other; distance is that between the nearest points of two shorelines.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoCentroid, geoDistance } from 'd3-geo';
import { feature, neighbors } from 'topojson-client';

/** Nearest countries that are named for an island. */
const NEAREST = 4;
/** Farther than this (radians; some 2,500 km) nobody calls it near. */
const FAR = 0.4;
/** Points of a shoreline that are looked at. */
const MOST_POINTS = 1500;
/** Names of shapes without a number → the country that they are counted with; the others are nobody's. */
const UNNUMBERED = { Kosovo: 'XK', Somaliland: 'SO', 'N. Cyprus': 'CY' };
/** Parts of a country's shape that have a code of their own: name of the shape, centre of the part, code. */
const PARTS = [['250', [-53, 4], 'GF'], ['250', [-61.5, 16.2], 'GP'], ['250', [-61, 14.6], 'MQ'], ['250', [55.5, -21.1], 'RE'], ['250', [45.1, -12.8], 'YT'],
  ['528', [-68.3, 12.2], 'BQ']];
/** Within this of the centre, a part is meant. */
const SAME_PLACE = 0.05;

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'));
const wanted = readFileSync(0, 'utf8').trim().split('\n').map((line) => line.split(' '));
const codeOf = new Map(wanted.map(([code, number]) => [number, code]));
const regionOf = new Map(wanted.map(([code, , region]) => [code, region]));

// Every polygon by itself, so that a part far away is not taken for its country.
const pieces = [];
for (const shape of atlas.objects.countries.geometries) {
  const own = codeOf.get(shape.id) ?? UNNUMBERED[shape.properties.name];
  const polygons = shape.type === 'MultiPolygon' ? shape.arcs : [shape.arcs ?? []];
  for (const arcs of polygons) {
    const piece = { type: 'Polygon', arcs };
    const centre = geoCentroid(feature(atlas, piece));
    const part = PARTS.find(([number, place]) => number === shape.id && geoDistance(place, centre) < SAME_PLACE);
    const code = part ? part[2] : own;
    if (code) pieces.push({ code, piece, points: feature(atlas, piece).geometry.coordinates[0] });
  }
}

const borders = new Map(wanted.map(([code]) => [code, new Set()]));
neighbors(pieces.map(({ piece }) => piece)).forEach((others, place) => {
  for (const other of others) if (pieces[other].code !== pieces[place].code) borders.get(pieces[place].code)?.add(pieces[other].code);
});

/** Return the shoreline of a country as points on the unit sphere, every few of them. */
function shore(code) {
  const points = pieces.filter((piece) => piece.code === code).flatMap((piece) => piece.points);
  return points
    .filter((_, place) => place % Math.max(1, Math.floor(points.length / MOST_POINTS)) === 0)
    .map(([longitude, latitude]) => [longitude, latitude].map((degrees) => (degrees * Math.PI) / 180))
    .map(([east, north]) => [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)]);
}
const shores = new Map([...borders.keys()].map((code) => [code, shore(code)]));

/** Return the distance between two shorelines, in radians. */
function distance(one, other) {
  let closest = -1;
  for (const [a, b, c] of shores.get(one)) for (const [x, y, z] of shores.get(other)) closest = Math.max(closest, a * x + b * y + c * z);
  return Math.acos(Math.min(1, closest));
}

const codes = [...borders.keys()].sort();
console.log(`# Made by theme/map/neighbours.mjs from Natural Earth (public domain) by way of world-atlas 2.0.2; theme/map/README.md says how.
# Not to be edited: another shape of the world is another run.

# Countries that have a border in common.
[borders]`);
for (const code of codes) if (borders.get(code).size) console.log(`${code} = "${[...borders.get(code)].sort().join(' ')}"`);
console.log(`
# Countries without a border, and those of their region that lie nearest, the nearest first.
[nearest]`);
for (const code of codes) {
  if (borders.get(code).size || !shores.get(code).length) continue;
  const near = codes
    .filter((other) => other !== code && regionOf.get(other) === regionOf.get(code) && shores.get(other).length)
    .map((other) => [distance(code, other), other])
    .filter(([far]) => far < FAR)
    .sort(([one], [other]) => one - other)
    .slice(0, NEAREST);
  if (near.length) console.log(`${code} = "${near.map(([, other]) => other).join(' ')}"`);
}
