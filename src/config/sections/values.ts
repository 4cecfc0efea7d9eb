/** Values that several sections of an experiment file hold. */
import { z } from "zod";

export const positive = z.number().positive();
