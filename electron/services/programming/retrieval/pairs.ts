import { pairsOfData } from './pairs-data.ts';
import { pairsOfServices } from './pairs-services.ts';
import { pairsOfStructure } from './pairs-structure.ts';

/**
 * Requests as people word them who do not know the names of the kinds, with the values of the plan marked where they stand:
 * `at most {capacity=500} of them`.
 */
export const pairs: Readonly<Record<string, readonly string[]>> = { ...pairsOfData, ...pairsOfServices, ...pairsOfStructure };
