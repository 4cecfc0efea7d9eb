/** A drawn number of members, and of lanes that are none, as the kernels take them: in groups of four lanes. */
export function wholeLanes<T extends { readonly members: number; readonly extraLanes: number }>({
  extraLanes,
  ...problem
}: T): Omit<T, "extraLanes"> & { readonly lanes: number } {
  return { ...problem, lanes: Math.ceil((problem.members + extraLanes) / 4) * 4 };
}
