/** A stand-in GPU for tests of the window: the cpu under another name, lost in the middle of a run as CUDA devices are. */
import { quoted, reason } from "../../shared/core/reason.ts";
import { timesLost } from "../../shared/core/run.ts";
import type { Detection } from "../engine/inference/detector.ts";
import type { CreateDetector } from "../engine/inference/ortDetector.ts";

/** As ONNX Runtime tells it. */
const LOST =
  "CUDA failure 700: an illegal memory access was encountered ; GPU=0 ; hostname=line ; expr=cudaStreamSynchronize(stream)";
/** Images until it goes away. */
const WORKS_FOR = 5;

/** It works anew after each loss; once the engine knows of two, it is not taken any more. */
export function withFakeGpu(create: CreateDetector): CreateDetector {
  return async (model, choice, options = {}) => {
    const losses = options.losses ?? [];
    if (timesLost(losses, "cuda") >= 2) return create(model, choice, options);
    const created = await create(model, "cpu", options);
    if (!created.ok) return created;
    const { detector } = created;
    let left = WORKS_FOR;
    const attempts = losses.map(({ provider, reason: error }) => ({
      provider,
      ok: false,
      reason: reason("its-device-lost", { error }),
    }));
    return {
      ok: true,
      detector: {
        ...detector,
        provider: { asked: choice, ran: "cuda", attempts: [...attempts, { provider: "cuda", ok: true, reason: null }] },
        detect: (tensor, scoreFloor): Promise<Detection> =>
          left-- > 0
            ? detector.detect(tensor, scoreFloor)
            : Promise.resolve({ ok: false, reason: quoted(LOST), deviceLost: true }),
      },
    };
  };
}
