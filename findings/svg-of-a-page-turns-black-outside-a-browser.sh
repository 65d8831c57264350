#!/usr/bin/env bash
# A chart that was cut out of an HTML report is drawn black by resvg and librsvg where the page's colours are CSS variables.
#
# Guess:     the variable stands in the same SVG, or a fallback stands beside it (var(--anon, #c33)): that colour is drawn.
# Behaviour: resvg knows no var(), with or without a fallback, and no "rgb(204 51 51 / 50%)": all three are black, without an error, on a
#            pie of memory every slice alike. librsvg (in sharp) draws fallbacks and the newer rgb(), but a variable that is set in the
#            SVG's own style is black there, too. What stands as fill="#c33" is right in both.
# Version:   @resvg/resvg-js 2.6.2, sharp 0.35.5 (npm).
# Source:    resvg's docs/unsupported.md, CSS; CSS Custom Properties 1, var(); CSS Color 4, rgb() with blanks.
# So:        a picture of a report in a ticket that is all black has lost its colours on the way, not its figures.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund @resvg/resvg-js@2.6.2 sharp@0.35.5 >/dev/null
cat >chart.svg <<'V'
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><style>:root { --anon: #c33 } .anon { fill: var(--anon) }</style>
<rect class="anon" width="10" height="10"/>
<rect x="10" width="10" height="10" style="fill: var(--anon, #c33)"/>
<rect x="20" width="10" height="10" style="fill: rgb(204 51 51 / 50%)"/>
<rect x="30" width="10" height="10" fill="#c33"/></svg>
V
cat >draw.js <<'J'
const { Resvg } = require("@resvg/resvg-js"), sharp = require("sharp"), svg = require("fs").readFileSync("chart.svg", "utf8");
const colours = (pixels, width) => [5, 15, 25, 35].map((x) => [...pixels.slice((5 * width + x) * 4, (5 * width + x) * 4 + 3)].join(","));
const drawn = new Resvg(svg).render();
console.log("resvg", ...colours(drawn.pixels, drawn.width));
sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    .then(({ data, info }) => console.log("librsvg", ...colours(data, info.width)));
J
echo "variable, variable with fallback, rgb with blanks, plain"
node draw.js | tee seen.txt
grep -qx 'resvg 0,0,0 0,0,0 0,0,0 204,51,51' seen.txt
grep -q '^librsvg 0,0,0 204,51,51 .* 204,51,51$' seen.txt
echo "seen: black"
