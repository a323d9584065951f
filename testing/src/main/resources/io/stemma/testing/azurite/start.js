// Starts Azurite for the process that holds the other end of the standard input, and ends with it: also where that process was
// killed, and could stop nothing itself. The first argument is a directory, which is gone in the end; all others are Azurite's.
'use strict';
const fs = require('fs');

const [data] = process.argv.splice(2, 1);
process.on('exit', () => fs.rmSync(data, { recursive: true, force: true }));
process.stdin.on('error', () => process.exit()).on('close', () => process.exit()).resume();

require('./node_modules/azurite/dist/src/blob/main.js');
