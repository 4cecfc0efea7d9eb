export * from "./advection";
export * from "./column";
export * from "./ensrf";
export * from "./totals";
export * from "./members";
export * from "./horizontalDiffusion";
export * from "./deepConvection";
