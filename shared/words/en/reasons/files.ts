/** English: reasons about files of any kind. */
import type { Templates } from "../../../core/codeTable.ts";
import type { FILE_REASONS } from "../../../core/reasonCodes/files.ts";

export const files: Templates<typeof FILE_REASONS> = {
  "not-yaml": "{{error}}",
  "larger-than": "larger than {{megabytes}} MB",
  "not-json": "it is not JSON ({{error}})",
  "not-a-regular-file": "it is not a regular file",
  "no-such-file": "there is no such file",
  "cannot-be-read": "it cannot be read: {{error}}",
  "file-empty": "the file is empty",
  "file-too-large": "the file has {{bytes}} bytes, more than the limit of {{most}}",
  "is-a-folder": "it is a folder",
  "reading-not-permitted": "reading it is not permitted",
  "text-of-no-known-encoding": "neither UTF-8 nor UTF-16 nor GB18030 text",
  "text-belies-its-mark": "not valid {{encoding}}, though it begins with its byte order mark",
  "access-denied": "access to it is not permitted",
  "disk-full": "no space is left on the disk",
  "quota-exceeded": "the disk quota is used up",
  "disk-read-only": "the disk is read-only",
  "disk-fault": "the disk reports an input/output error",
  "too-many-open-files": "too many files are open",
  "links-in-a-circle": "its symbolic links lead in a circle",
  "name-too-long": "its name is too long",
  "not-a-folder-on-the-way": "a part of its path is not a folder",
  "file-in-use": "another program is using it",
  "exists-already": "it exists already",
  "other-disk": "it lies on another disk",
  "larger-than-system-allows": "it is larger than the system allows",
  "yaml-not-a-mapping": "it is not a mapping",
  "yaml-repeated-key": "the key {{key}} appears twice in one mapping",
  "yaml-too-many-aliases": "it has {{count}} aliases, more than the limit of {{most}}",
};
