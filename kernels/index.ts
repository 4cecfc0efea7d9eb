export * from "./advection";
export * from "./column";
export * from "./ensrf";
export * from "./totals";
