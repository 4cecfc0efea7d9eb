/** Weather made worse than nature's: a gale everywhere, and a sky that is another one in every hour. */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import type { Time } from "../time.js";

/** The same weather, its winds scaled so that the fastest through any face blows with `fastest` [m s-1]. */
export function gale(weather: MeteorologySource, fastest: number): MeteorologySource {
  return {
    ...weather,
    title: `${weather.title}, winds up to ${fastest} m s-1`,
    at(time) {
      const instant = weather.at(time);
      let greatest = 0;
      for (const wind of [instant.xWind, instant.yWind]) {
        for (const speed of wind) greatest = Math.max(greatest, Math.abs(speed));
      }
      const scale = fastest / greatest;
      return {
        ...instant,
        xWind: instant.xWind.map((speed) => speed * scale),
        yWind: instant.yWind.map((speed) => speed * scale),
      };
    },
  };
}

/** One weather in even hours, the other in odd ones: pressure, temperature, winds and boundary layer all jump. */
export function jumping(even: MeteorologySource, odd: MeteorologySource): MeteorologySource {
  const ofHour = (time: Time): MeteorologySource => (Math.floor(time / SECONDS_PER_HOUR) % 2 === 0 ? even : odd);
  return {
    ...even,
    title: `${even.title}, another one in every other hour`,
    at: (time) => ofHour(time).at(time),
    airAt: (time) => ofHour(time).airAt(time),
    surfacePressureAt: (time) => ofHour(time).airAt(time).surfacePressure,
  };
}
