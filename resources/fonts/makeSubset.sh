#!/bin/sh
# Makes NotoSansSC-Regular-subset.otf from Debian's fonts-noto-cjk; needs Python with fonttools.
# Left in: Latin, Greek, Cyrillic, symbols, kana, CJK Unified Ideographs and Extension A. Left out: hinting, other regions' forms.
set -eu
cd "$(dirname "$0")"
python3 - <<'PYTHON'
from fontTools.ttLib import TTCollection

fonts = TTCollection("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").fonts
next(f for f in fonts if f["name"].getDebugName(4) == "Noto Sans CJK SC").save("NotoSansCJKsc-Regular.otf")
PYTHON
pyftsubset NotoSansCJKsc-Regular.otf --output-file=NotoSansSC-Regular-subset.otf \
  --layout-features=kern --no-hinting --notdef-outline --drop-tables+=VORG,vhea,vmtx,BASE --name-IDs='*' \
  --unicodes="U+0020-007E,U+00A0-024F,U+0259,U+02C6-02DD,U+0370-03FF,U+0400-045F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-214F,U+2150-218F,U+2190-21FF,U+2200-22FF,U+2300-23FF,U+2460-24FF,U+2500-25FF,U+2600-26FF,U+2700-27BF,U+3000-303F,U+3040-30FF,U+3100-312F,U+3200-33FF,U+3400-4DBF,U+4E00-9FFF,U+F900-FAFF,U+FE30-FE4F,U+FF00-FFEF,U+FFFD"
rm NotoSansCJKsc-Regular.otf
