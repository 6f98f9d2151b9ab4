/** Failures and notices in English: what is wrong, and what to do. The file is named before or above the text. */
import type { Templates } from "../../core/codeTable.ts";
import type { FAILURES } from "../../core/failureCodes.ts";

export const failures: Templates<typeof FAILURES> = {
  "unknown-grant": "Loupe no longer knows this file or folder. Choose it again.",
  "dataset-not-open": "The dataset is not open. Open it again.",
  "model-not-open": "The model is not open. Open it again.",
  busy: "An inspection is under way. Cancel it, or wait until it ends.",
  "unknown-image": "The dataset has no such image. Open the dataset again.",
  "unknown-run": "There is no such run. Inspect the dataset first.",
  "analysis-failed": "The analysis failed ({{reason}}). Try again; if memory is short, close other programs first.",

  "missing-image": "The file no longer exists ({{reason}}). Check the drive, or open the dataset again.",
  "not-an-image": "This is not a JPEG, PNG, BMP, TIFF or WebP image ({{reason}}).",
  "too-large": "The image is larger than Loupe can open ({{reason}}). Split it into smaller ones.",
  "unreadable-image": "The image is damaged or cannot be read ({{reason}}). Replace the file.",
  "image-not-shown": "The image could not be shown: {{reason}}. Check that the file is intact and try again",
  "wrong-image": "The engine answered with another image, so it is not shown. Open the dataset again",
  "engine-lost": "The engine ended before the image arrived. It is shown as soon as the engine is back",

  "not-found": "There is no such file or folder. Check the name, or whether the drive is connected.",
  unreadable: "It cannot be read ({{reason}}). Check the file and your permissions.",
  "not-a-folder": "This is a file. Choose the folder that holds the images.",
  "not-a-folder-nor-image": "This is a file, and not an image. Choose an image or the folder that holds them.",
  "outside-dataset": "The background folder lies outside the dataset's folder. Move it into the dataset.",
  "missing-background": "There is no such background folder, neither in the dataset nor as a path. Check the name.",
  "missing-list": "There is no such list. Lists in the folder: {{lists}}. Name one of them.",
  "nothing-to-choose":
    "There is nothing to choose: the folder has neither several lists nor a folder of defect-free images.",
  "no-list": "There is no such list, nor any other in the folder.",
  "no-images": "No usable image (JPEG, PNG, BMP, TIFF, WebP) was found. Choose the folder that holds the images.",
  "no-usable-images":
    "No usable image (JPEG, PNG, BMP, TIFF, WebP) was found. {{why}} Choose the folder that holds the images.",
  "no-ground-truth":
    "The dataset has no image with ground truth, so there is nothing to compare with. Name a PaddleX VOC dataset, or a list with annotations.",

  "model-missing": "There is no such file or folder. Choose the model again.",
  "model-unreadable": "The file could not be read: {{reason}}.",
  "model-no-graph": "The folder holds no .onnx file. Choose a folder with an ONNX model, or the .onnx file itself.",
  "model-many-graphs":
    "The folder holds {{count}} .onnx files ({{names}}) and no manifest says which one. Choose the file itself.",
  "model-not-converted":
    "This is a Paddle model (.pdmodel / .json) and must be converted to ONNX first. Faster R-CNN and Mask R-CNN: export with export_onnx=True under paddlepaddle 2.4 or older and convert with paddle2onnx 0.9.7 to 1.0.x at opset 16 (newer versions cannot). PP-YOLOE and RT-DETR: paddlepaddle 2.6.2 with paddle2onnx 1.3.1 at opset 16. Keep infer_cfg.yml or model.yml beside the .onnx file.",
  "model-not-onnx": "It is not an .onnx file. Export the model to ONNX and choose that file or its folder.",
  "model-incomplete":
    "Neither the graph nor a file beside it specifies {{missing}}. Fill it in, or put a labels.txt, infer_cfg.yml or model.yml beside it.",
  "manifest-invalid": "The manifest is not valid: {{reason}}. Correct it, or remove it and open the .onnx file again.",
  "manifest-exists": "A manifest is already there and was left as it is. Remove it first to write a new one.",
  "manifest-not-written":
    "The manifest could not be written: {{reason}}. Copy the model into a folder that you may write to.",
  "sidecar-invalid":
    "It describes the model's input, but cannot be used: {{reason}}. Correct it, or remove it and fill in the form.",
  "graph-missing": "The manifest names this file, but it is not in the model's folder.",
  "graph-outside": "The file lies outside the model's folder (a link leads out of it). Copy it into the folder.",
  "graph-changed":
    "The file has changed: its SHA-256 is {{found}}…, the manifest says {{expected}}…. Put the original back, or import the new file as a new model.",
  "graph-changed-while-open":
    "The file has changed since it was opened: its SHA-256 was {{expected}}…, now it is {{found}}…. Nothing was inspected with it. Open the model again; it then gets a run of its own.",
  "graph-invalid": "The file is not a complete ONNX model: {{reason}}. Export or copy it again.",
  "graph-external-data":
    'Its weights should be in "{{location}}", which is missing or outside the model\'s folder. Put the file beside the .onnx file, or export the model as one file.',
  "graph-not-loaded": "ONNX Runtime cannot load it: {{reason}}",
  "layout-unknown": "Its inputs and outputs match no detector that Loupe knows: {{reason}}.",
  "preprocess-unknown":
    'It asks for the preprocessing step "{{step}}", which Loupe does not know; running without it would give wrong boxes.',
  "not-a-detector": 'It is a model of the kind "{{kind}}"; Loupe runs object detectors.',
  "class-count":
    "The graph has {{graph}} classes, but the list of names has {{list}}. Use the list that the model was trained with.",
  "input-size":
    "The graph takes images of {{graph}}, but its configuration resizes to {{plan}}. Keep the files of one export together.",
  "input-too-large":
    "The graph takes images of {{graph}}; Loupe feeds at most {{most}} pixels a side. Export the model with a smaller input.",
  "opset-unsupported":
    "It uses RoiAlign of opset 22, for which ONNX Runtime has no kernel. Export the model again at opset 21 or below.",
  "input-over-memory":
    "It asks for images of {{size}}, each of which takes {{needed}} GB of memory; a model may take {{limit}} GB here. Correct the size in its manifest, or allow more memory (settings, or --memory-limit).",
  "graph-over-memory":
    "Its first run took {{reached}} GB of memory and was ended: a model may take {{limit}} GB here. Use a smaller model or input, close other programs, or allow more memory (settings, or --memory-limit).",
  "graph-over-time":
    "Its first run had no result after {{reached}} s and was ended: the limit is {{limit}} s. Check how the model was exported, or allow more time for an image (settings, or --time-limit).",
  "graph-ends-process":
    "Its first run ended the process that it was tried in ({{reason}}), so it is not loaded. Export the model again, or choose another.",
  "provider-unavailable": 'The provider {{provider}} cannot run it here: {{reason}}. Choose "auto" or "cpu".',

  "expected-unusable": "No expected boxes could be read from it: {{reason}}.",
  "check-interrupted":
    "The engine ended during the self-check. It starts again; choose the provider CPU in the settings and check once more",

  "run-in-use": "Another Loupe is writing this run. Wait until it ends, or choose another folder.",
  "run-under-way": "This run is being inspected. Stop the inspection before it is deleted.",
  "other-dataset":
    "This run belongs to another dataset, or to an earlier state of this one ({{stored}}…); {{dataset}} is open ({{open}}…). Open the run's dataset, or inspect this one.",
  "not-a-run": "This file is not a run of Loupe. Choose another folder.",
  "damaged-run": "The run is damaged ({{reason}}). Inspect again: the damaged file is then kept aside.",
  "damaged-run-set-aside":
    "The stored run was damaged. It was set aside as this file in Loupe's own folder, and the inspection starts from the beginning.",
  "newer-run":
    "Made by a newer Loupe: a run of version {{version}}, and this Loupe reads up to {{newest}}. Update Loupe to read it.",
  "unreadable-head":
    "The head of this run cannot be read ({{reason}}), so its outcomes are left unchanged. Choose another folder, or move this file away to start a new run here.",
  "other-run": "It holds a different run ({{differences}}). Choose another folder for this run.",
  "no-run": "There is no run here. Name the folder that loupe inspect wrote to.",
  "run-not-begun": "The run has not started. Run loupe inspect again.",
  "not-writable": "It cannot be written ({{reason}}). Check free space and permissions.",
  "image-over-limit":
    "It was ended: {{reason}}. It counts as failed, and everything finished is kept. Inspect again to go on with the others; to have it inspected too, allow more (settings, or --time-limit and --memory-limit) in a new run.",
  "images-over-limit":
    "It was ended: {{reason}}. Everything finished is kept. Inspect again: the images that were under way are then tried one by one; or allow more first (settings, or --time-limit and --memory-limit).",
  "detector-lost":
    "The model stopped working on {{provider}} ({{reason}}). Everything finished is kept: inspect again to continue; if it happens again, choose the provider cpu, which starts a separate run.",
  "detector-lost-twice":
    "It stopped working on {{provider}} twice ({{reason}}), and a named provider is not replaced by another. Everything finished is kept: run the same command again to continue with {{provider}}, or inspect with --provider cpu and another --out.",
  "device-lost": "The device stopped working ({{reason}}). {{next}}; everything finished is kept.",
  "device-lost-again": "The device stopped working again ({{reason}}). {{next}}; everything finished is kept.",

  "no-font": "The font of the reports is missing. Install Loupe again.",
  "no-report-folder": "There is no such folder. Choose another for the reports.",
  "report-not-written":
    "A report could not be written ({{reason}}). Check free space and permissions, or choose another folder.",
  "reports-cancelled":
    "Writing reports was cancelled: {{written}} files were written before, each complete. Write the missing ones again.",
  "reports-interrupted":
    "The engine ended while writing. Finished files are complete, the others do not exist; write the missing ones again",

  "unusable-answers": "{{reason}}.",
  unusable: "{{reason}}",
  "run-of-other-dataset": "None of its {{count}} images is in the dataset {{dataset}}. Name the dataset by --dataset.",
  "no-output-folder": "Its folder does not exist. Create it first.",
  "folder-not-made": "It cannot be created ({{reason}}).",

  unexpected: "Something went wrong inside Loupe: {{reason}}. Try again; if it happens again, please report it.",
  "no-demo":
    "The demo's files are missing from this installation. Install Loupe again to get them back, or open your own dataset and model",
  "recent-gone": "It is no longer where it was. Connect the drive or open it from its new place",
  "changed-images":
    "{{changed}} of {{total}} image files have been rewritten since this run. Inspect again if their content changed",
  dropped: "Not a folder, image or model. Drop a folder with images, an image file, or an ONNX model",
  "dropped-nameless":
    "{{count}} of {{total}} dropped files came without a name. The system loses names that are not ASCII when its locale is not installed; start Loupe under a UTF-8 locale that is, such as C.UTF-8",
  "class-mismatch":
    "The dataset names classes that the model does not know: {{names}}. Their defects can only be caught by boxes of another class; check that model and dataset belong together",
  "class-mismatch-all":
    "Model and dataset share no class name. The image-level figures still hold, the per-class ones do not; open the model that was trained for these classes",
  "extra-classes":
    "The model knows classes that the dataset does not name: {{names}}. They are shown, but no ground truth can match them",
  "remark-score-floor":
    "The graph drops boxes below a score of {{floor}}: the curve ends there, and lower thresholds change nothing. Export with a lower score threshold to see more.",
  "remark-torchvision-floor":
    "torchvision drops boxes below its own box_score_thresh, 0.05 by default: the curve may end there.",
  "remark-customary-nms":
    "The model leaves non-maximum suppression to the application, and its files do not say how. PaddleDetection's defaults are used: overlap {{iou}}, at most {{boxes}} boxes. Write a manifest to change them.",
  "remark-one-image": "The model takes one image at a time (batch 1).",
  "remark-fixed-input":
    "The graph fixes its input to {{size}}, but resizing keeps the image's proportions: images of other proportions will be refused.",
  "remark-synthetic": "This model was trained on generated images.",
  "several-lists": "The folder holds several lists of images: {{lists}}. Name one of them, or open its folder.",
};
