/** The object URL of a dataset image, for as long as the component shows it. */
import { useEffect, useState } from "react";
import { useStores } from "../../appContext.tsx";
import { tellUnexpected } from "../../stores/noticeStore.ts";

/** Null while it loads, and where it cannot be shown: the boxes are then drawn on an empty frame. */
export function useImageUrl(datasetId: string, imageId: string): string | null {
  const { bridge, notices } = useStores();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    let made: string | null = null;
    const load = async () => {
      try {
        const reply = await bridge.engine().image({ datasetId, imageId }, { signal: abort.signal });
        if (abort.signal.aborted) return;
        if (!reply.ok) return notices.getState().tell("error", reply.failure);
        made = URL.createObjectURL(new Blob([Uint8Array.from(reply.value.bytes)], { type: reply.value.mediaType }));
        setUrl(made);
      } catch (error) {
        tellUnexpected(notices, imageId, error);
      }
    };
    void load();
    return () => {
      abort.abort();
      setUrl(null);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [bridge, notices, datasetId, imageId]);
  return url;
}
