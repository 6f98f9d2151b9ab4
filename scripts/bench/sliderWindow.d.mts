// Types of the slider's measurement, for the end-to-end test of its short form.

/** Milliseconds from a key press to the frame that shows it. */
export interface Distribution {
  presses: number;
  least: number;
  median: number;
  p99: number;
  most: number;
}

export interface SliderMeasured {
  images: number;
  detections: number;
  byHundredths: Distribution;
  byThousandths: Distribution;
}

export declare function measureSlider(options: {
  images: number;
  boxes: number;
  presses: number;
  env?: Record<string, string>;
}): Promise<SliderMeasured>;
