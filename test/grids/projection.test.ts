import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.js";
import { createProjection, longitudeLatitude, obliqueStereographic } from "../../src/grids/projection.js";

const R = 6.37e6;
const radians = Math.PI / 180;

describe("the oblique stereographic projection", () => {
  const projection = createProjection(obliqueStereographic(116, 35));

  it("maps its centre to the origin and a meridian to rho = 2 R tan(c / 2)", () => {
    const [x0, y0] = projection.forward(116, 35);
    expect(Math.hypot(x0, y0)).toBeLessThan(1e-6);
    for (const c of [-40, -10, 1, 25]) {
      const [x, y] = projection.forward(116, 35 + c);
      expect(x).toBeCloseTo(0, 5);
      expect(y).toBeCloseTo(2 * R * Math.tan((c * radians) / 2), 4);
    }
  });

  it("maps any point as Snyder (1987, eqs. 21-2 to 21-4) does, and back", () => {
    const longitude = fc.double({ min: 40, max: 190, noNaN: true });
    const latitude = fc.double({ min: -40, max: 89, noNaN: true });
    fc.assert(
      fc.property(longitude, latitude, (lambda, phi) => {
        const [sin, cos] = [Math.sin(phi * radians), Math.cos(phi * radians)];
        const [sin0, cos0] = [Math.sin(35 * radians), Math.cos(35 * radians)];
        const difference = (lambda - 116) * radians;
        const k = (2 * R) / (1 + sin0 * sin + cos0 * cos * Math.cos(difference));
        const [x, y] = projection.forward(lambda, phi);
        expect(x).toBeCloseTo(k * cos * Math.sin(difference), 3);
        expect(y).toBeCloseTo(k * (cos0 * sin - sin0 * cos * Math.cos(difference)), 3);
        const [back, up] = projection.inverse(x, y);
        expect(Math.cos((back - lambda) * radians)).toBeCloseTo(1, 12);
        expect(up).toBeCloseTo(phi, 8);
      }),
      { seed: 1 },
    );
  });
});

describe("createProjection", () => {
  it.each([
    ["Lambert azimuthal equal area", "+proj=laea +lat_0=35 +lon_0=105 +R=6370000"],
    ["Albers", "+proj=aea +lat_1=25 +lat_2=47 +lat_0=35 +lon_0=105 +R=6370000"],
    ["Lambert conformal", "+proj=lcc +lat_1=30 +lat_2=60 +lat_0=35 +lon_0=105 +R=6370000"],
    ["Mercator", "+proj=merc +lon_0=105 +R=6370000"],
    ["Mercator on an ellipsoid", "+proj=merc +lon_0=105 +datum=WGS84"],
    ["polar stereographic", "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=105 +R=6370000"],
    ["UTM", "+proj=utm +zone=48 +ellps=WGS84"],
  ])("goes there and back without an origin given: %s", (_, definition) => {
    const projection = createProjection(definition);
    for (const [lambda, phi] of [
      [105, 35],
      [98, 21],
      [112.5, 50.25],
    ]) {
      const [x, y] = projection.forward(lambda, phi);
      const [back, up] = projection.inverse(x, y);
      expect(back).toBeCloseTo(lambda, 7);
      expect(up).toBeCloseTo(phi, 7);
    }
  });

  it("knows transverse Mercator on a sphere (Snyder 1987, eqs. 8-1 and 8-3)", () => {
    const utm = createProjection("+proj=tmerc +lat_0=0 +lon_0=111 +k_0=0.9996 +x_0=500000 +R=6370000");
    const [longitude, latitude] = [114.3, 32.7].map((degrees) => (degrees * Math.PI) / 180);
    const east = longitude - (111 * Math.PI) / 180;
    const [x, y] = utm.forward(114.3, 32.7);
    expect(x).toBeCloseTo(5e5 + 6370000 * 0.9996 * Math.atanh(Math.cos(latitude) * Math.sin(east)), 4);
    expect(y).toBeCloseTo(6370000 * 0.9996 * Math.atan2(Math.tan(latitude), Math.cos(east)), 4);
    const [back, north] = utm.inverse(x, y);
    expect([back, north].map((angle) => Number(angle.toFixed(9)))).toEqual([114.3, 32.7]);
  });

  it("keeps an origin that is given", () => {
    const plain = createProjection("+proj=laea +lat_0=35 +lon_0=105 +R=6370000").forward(110, 40);
    const moved = createProjection("+proj=laea +lat_0=35 +lon_0=105 +x_0=4e5 +y_0=-2e5 +R=6370000").forward(110, 40);
    expect(moved[0] - plain[0]).toBeCloseTo(4e5, 6);
    expect(moved[1] - plain[1]).toBeCloseTo(-2e5, 6);
  });

  it.each(["+proj=nonsense +R=6370000", "stereographic", ""])("refuses %j", (definition) => {
    expect(() => createProjection(definition)).toThrow(ConfigError);
    expect(() => createProjection(definition)).toThrow(`proj4 cannot read "${definition}"`);
  });
});

describe("longitude and latitude as a projection", () => {
  const pacific = longitudeLatitude(180);

  it("has x continuous around its centre and longitudes within 180 degrees", () => {
    expect(pacific.forward(-175, 10)).toEqual([185, 10]);
    expect(pacific.forward(175, 10)).toEqual([175, 10]);
    expect(pacific.inverse(185, 10)).toEqual([-175, 10]);
    expect(longitudeLatitude(0).forward(350, 1)).toEqual([-10, 1]);
  });
});
