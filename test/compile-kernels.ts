export { compileKernels as default } from '../kernels.config.ts';
