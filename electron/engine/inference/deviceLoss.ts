/** Distinguishes a GPU that was lost from a model that failed on an image: a lost device never recovers within its process. */

/**
 * The known messages of the runtimes: DirectML's HRESULTs of a removed, hung or reset device, CUDA's sticky errors (700
 * illegal access, 702 timeout, 719 launch failure and others), and WebGPU's lost device.
 */
const SIGNS: readonly RegExp[] = [
  /887A000[5-7]/i,
  /887A0020/i,
  /DXGI_ERROR_DEVICE_(REMOVED|HUNG|RESET)/,
  /GPU device instance has been suspended/i,
  /CUDA (failure|error) \d+/i,
  /CUDA error.*(illegal|launch|unspecified|device|uncorrectable)/i,
  /cudaError(IllegalAddress|LaunchFailure|LaunchTimeout|ECCUncorrectable)/,
  /CUBLAS_STATUS_(EXECUTION_FAILED|INTERNAL_ERROR)/,
  /CUDNN_STATUS_(EXECUTION_FAILED|INTERNAL_ERROR)/,
  /device (is |was )?(lost|removed|hung|destroyed)/i,
  /device_?lost/i,
  /DXC_?DEVICE|ErrorDeviceLost|VK_ERROR_DEVICE_LOST/,
];

export function isDeviceLost(reason: string): boolean {
  return SIGNS.some((sign) => sign.test(reason));
}
