// node-canvas is compiled, or downloaded from outside the registry, wherever its name is installed; `overrides` do not reach
// those who install longhaul. This package takes its name and travels inside longhaul's own (bundleDependencies).
const canvas = require('@napi-rs/canvas');

/** As node-canvas has it: draws text of this family with the font in a file. */
const registerFont = (path, { family }) => canvas.GlobalFonts.registerFromPath(path, family);

module.exports = { ...canvas, registerFont };
