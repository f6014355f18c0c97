export { createModels, type Models, type ModelsPorts } from './models.ts';
