/**
 * The public names of the package, grouped by room. Anything else may change without notice; test/publicApi.test.ts
 * holds this list. Units and shapes stand with each name where it is defined; see docs/conventions.md for the rest.
 */

// Constants and units
export {
  EARTH_RADIUS,
  GRAVITY,
  MOLAR_MASS_CARBON,
  MOLAR_MASS_DRY_AIR,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  SECONDS_PER_YEAR,
} from "./constants.js";
export {
  fromMicromoles,
  fromPpm,
  PPM,
  toMicromoles,
  toPetagramsCarbon,
  toPetagramsCarbonPerYear,
  toPpm,
} from "./units.js";

// Time and random numbers
export { formatDay, formatTime, parseTime, startOfDay, startOfHour, type Time } from "./time.js";
export { type Purpose, type RandomField, randomField } from "./random.js";

// Errors: what a user can mend is a JdasError
export {
  ConfigError,
  CoverageError,
  describeFault,
  type Fault,
  InputError,
  JdasError,
  NumericalError,
  OutputError,
  ParallelError,
  ResourceError,
} from "./errors.js";

// Grids
export {
  centredGrid,
  createGrid,
  type Grid,
  type GridDefinition,
  type GridPreset,
  gridPreset,
  longitudeLatitudeGrid,
} from "./grids/grid.js";
export { createProjection, obliqueStereographic, type Projection } from "./grids/projection.js";
export {
  hybridCoordinate,
  interfacePressure,
  levelPressure,
  sigmaCoordinate,
  type VerticalCoordinate,
  type VerticalPreset,
  verticalPreset,
} from "./grids/verticalCoordinate.js";
export { greatCircleDistance, unitVector, type Vector } from "./grids/sphere.js";
export { type PolygonGeometry, polygonFractions } from "./grids/polygons.js";
export { landFraction } from "./grids/landFraction.js";
export { groundHeight, eastAsianHills, type Hill } from "./grids/syntheticOrography.js";
export { createRegridder, type LongitudeLatitudeBoxes } from "./grids/regrid.js";
export type { Regridder } from "./grids/regridder.js";

// Fields
export {
  createEnsemble,
  type Ensemble,
  type LaneLayout,
  laneLayout,
  type Passenger,
  type PerturbedLanes,
} from "./fields/ensemble.js";
export { addPerturbedAnalyses } from "./fields/perturbedAnalyses.js";
export { type Correlation, createCorrelation } from "./fields/correlatedNoise.js";
export { type Background, onGrid, syntheticBackground, type ZonalBackground } from "./fields/background.js";

// Kernels
export { type Kernels, loadKernels } from "./kernels/load.js";

// Files
export type { NetcdfAttribute, NetcdfFile, NetcdfVariable } from "./io/netcdf.js";
export { openNetcdf } from "./io/openNetcdf.js";
export type { NumberVariable, OutputDataset, OutputVariable, TextVariable } from "./io/outputDataset.js";
export { writeNetcdf } from "./io/writeNetcdf.js";
export { naturalEarthLand } from "./io/naturalEarth.js";
export { provincePolygons } from "./io/provincePolygons.js";
export { type Province, provinceRegions } from "./regions/provinceRegions.js";
export { readRunRecord, type RunRecord } from "./runs/recordFile.js";

// Meteorology
export type { Meteorology, MeteorologySource, MoistAir } from "./meteorology/meteorology.js";
export {
  griddedMeteorology,
  type GriddedMeteorologyOptions,
  type WeatherDates,
} from "./meteorology/sources/gridded.js";
export { syntheticMeteorology, type SyntheticMeteorologyOptions } from "./meteorology/sources/synthetic.js";
export { type AirFlow, createMassFluxBuilder, type MassFluxBuilder } from "./meteorology/massFluxes.js";

// Fluxes
export { type FluxComponent, fluxComponents, type FluxSource } from "./fluxes/fluxSource.js";
export { type NetcdfFluxChoice, openNetcdfFlux } from "./fluxes/sources/netcdf.js";
export { type PriorFluxes, priorFluxes } from "./fluxes/priorFluxes.js";
export { type TruthErrors, type TruthFluxes, truthFluxes } from "./fluxes/truthFluxes.js";

// Backgrounds: CO2 at the start, at the sides and above
export { netcdfBackground, type NetcdfBackgroundChoice } from "./backgrounds/sources/netcdf.js";
export type { BackgroundDates } from "./backgrounds/timeAxis.js";

// Observations
export type { Retrieval } from "./observations/retrieval.js";
export { readLite } from "./observations/sources/lite.js";
export { retrievalNoise, syntheticOrbit, type SyntheticOrbit, withTruth } from "./observations/sources/synthetic.js";
export {
  type NetworkName,
  type SyntheticObservations,
  syntheticObservations,
} from "./observations/sources/syntheticNetworks.js";
export type { CorrelatedNeighbours } from "./observations/correlatedNeighbours.js";
export { type Period, type Screening, screenObservations, type Selection } from "./observations/quality.js";
export type { ScreenedObservation } from "./observations/screenedObservation.js";
export { type Fate, type FateCounts, fates } from "./observations/fate.js";
export { columnOperator } from "./observations/columnOperator.js";
export { type LinearOperator, simulateObservation } from "./observations/linearOperator.js";
export { pointOperator } from "./observations/pointOperator.js";
export type {
  Observation,
  ObservationSet,
  RetrievalSet,
  SiteFate,
  SiteMeasurement,
  SiteSample,
} from "./observations/observation.js";
export { type DisplacedPlace, displacedPlaces } from "./observations/displacedColumns.js";
export { type ObservationError, observationVariance } from "./observations/observationError.js";
export { type Gate, passesGate } from "./observations/gate.js";
export { priorBackground } from "./observations/priorBackground.js";

// Products: who made a file, and how it is opened in which role
export { createRegistry, type Registry, standardProducts, standardRegistry } from "./products/registry.js";
export type {
  BackgroundContext,
  BackgroundRole,
  Context,
  Domain,
  FluxContext,
  FluxRole,
  MeteorologyRole,
  ObservationsContext,
  ObservationsRole,
  Product,
  Roles,
} from "./products/product.js";
export { backgroundRole, fluxRole, meteorologyRole, observationsRole } from "./products/role.js";
export { type Section, sectionSchema } from "./products/section.js";

// Transport
export { createTransportModel, type TransportModel, type TransportSetup } from "./transport/transportModel.js";
export type { LateralBoundary } from "./transport/lateralBoundary.js";
export type { BudgetTerms, CarbonBudget } from "./transport/carbonBudget.js";
export { createTurbulentExchange } from "./transport/verticalMixing.js";
export { type Acm2Mixing, createAcm2Mixing } from "./transport/acm2.js";
export { hourlyForcing, type HourlyForcing } from "./transport/hourlyForcing.js";

export {
  createLinearTransport,
  type LinearTransport,
  type LinearTransportSetup,
} from "./transport/linear/linearTransport.js";
export {
  type BackgroundSensitivity,
  columnFootprint,
  columnResponse,
  type FootprintWindow,
  type ObservedColumn,
} from "./transport/linear/columnFootprint.js";

// Filters: arrays in, arrays out
export {
  ensrf,
  type ObservationVector,
  type PerturbedRows,
  type Tapers,
  withoutLocalization,
} from "./filters/ensrf.js";
export type { Analyser, AnalysisDiagnostic } from "./filters/analyser.js";
export { createEnsrfAnalyser } from "./filters/ensrfAnalysis.js";
export type { FilterLanes, FilterObservation, ParameterRows, StateBlock } from "./filters/stateBlock.js";
export { gaspariCohn } from "./filters/gaspariCohn.js";
export { type HorizontalGeometry, type Localization } from "./filters/localization.js";
export { letkf } from "./filters/letkf.js";
export { createLetkfAnalyser } from "./filters/letkfAnalysis.js";
export type { ObservationOrder } from "./filters/order.js";
export {
  addPerturbations,
  multiplyPerturbations,
  relaxToPriorPerturbations,
  relaxToPriorSpread,
  spreadOf,
} from "./filters/inflation.js";
export { withInflation } from "./filters/inflatedAnalyser.js";
export type { Inflation } from "./kernels/reference/inflationReference.js";
export { type Innovation, type InnovationStatistics, innovationStatistics } from "./filters/diagnostics.js";
export { type InnovationLikelihood, innovationLikelihood, type Innovations } from "./filters/innovationLikelihood.js";

// Assimilation
export { type CycleParts, runCycle } from "./assimilation/cycle.js";
export type { HourRecord, Recorder } from "./assimilation/recorder.js";
export type { Saveable, Saved } from "./assimilation/saveable.js";
export type {
  FluxEnsemble,
  FluxEnsembleState,
  HourContext,
  NaturalPrior,
} from "./assimilation/fluxEnsembles/fluxEnsemble.js";
export { createPersistentEnsemble, type PersistentInputs } from "./assimilation/fluxEnsembles/persistent.js";
export { createPaperEnsemble, type PaperInputs } from "./assimilation/fluxEnsembles/paper.js";

// Experiments
export { type ParsedExperiment, parseExperiment } from "./config/parse.js";
export type { Plan } from "./config/plan.js";
export type { ExperimentConfig, ExperimentFile } from "./config/schema.js";
export { gatherInputs, type Inputs } from "./experiments/setup/inputs.js";
export { runExperiment } from "./experiments/run.js";
export type { Surroundings } from "./experiments/surroundings.js";
export { type HourReport, type NextStages, type Progress, silent } from "./experiments/progress.js";
export { soundingFootprint, type SoundingFootprint } from "./experiments/footprint/footprint.js";
export type { FootprintTarget } from "./experiments/footprint/sounding.js";
export { writeFootprint } from "./experiments/footprint/write.js";

// Evaluation
export { evaluateRun, writeEvaluation } from "./evaluation/evaluate.js";
export type { Evaluation } from "./evaluation/evaluation.js";
export { renderEvaluation } from "./evaluation/report.js";
export { combineRuns, writeCombination } from "./evaluation/combine.js";
export type { Combination } from "./evaluation/combination.js";
export { renderCombination } from "./evaluation/combineReport.js";
export { type ColumnStatistics, columnStatistics, errorReduction } from "./evaluation/columnStatistics.js";
export { regionMasks } from "./regions/masks.js";
export { type Region, regionTotals } from "./regions/region.js";
export { type FluxMapInput, fluxMap } from "./evaluation/figures/fluxMap.js";
export { type FootprintMapInput, footprintMap } from "./evaluation/figures/footprintMap.js";
export type { MapOverlays } from "./drawing/mapOverlays.js";
export { standardOverlays } from "./evaluation/figures/standardOverlays.js";

// Verification of the transport, as `jdas verify` does it
export {
  longExtent,
  quickExtent,
  type Verification,
  type VerificationExtent,
  type VerificationSetup,
  verifyTransport,
} from "./verification/verifyTransport.js";
export type { ErrorNorms } from "./verification/errorNorms.js";
export type { ErrorRow } from "./verification/errorRow.js";
export type { Finding } from "./verification/finding.js";
export { type Machine, renderVerification, verificationJson } from "./verification/report.js";
export { closedFlowFigure } from "./verification/figure.js";
export type { RoundTrip } from "./verification/roundTrip.js";

// Reference schemes of CMAQ, float64
export { type Acm2Input, acm2Mix, type Acm2Output } from "./kernels/reference/cmaq/acm2Mix.js";
export { type EddyAtmosphere, eddyDiffusivity } from "./kernels/reference/cmaq/eddyDiffusivity.js";
export {
  multiscaleDiffusion,
  type MultiscaleInput,
  type MultiscaleOutput,
} from "./kernels/reference/cmaq/multiscaleDiffusion.js";
export { type PpmLine, ppmSweep1d } from "./kernels/reference/cmaq/ppmSweep1d.js";
