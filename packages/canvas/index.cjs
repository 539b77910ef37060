// node-canvas is compiled, or downloaded from outside the registry, wherever its name is installed; `overrides` do not reach
// those who install longhaul. This package takes its name and travels inside longhaul's own (bundleDependencies).
module.exports = require('@napi-rs/canvas');
