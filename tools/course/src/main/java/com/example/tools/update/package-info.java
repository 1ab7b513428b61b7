/**
 * A learner's work in another copy of the course. Read {@code UpdateProgram}, {@code OldCopy}, {@code Update},
 * {@code Text} (what counts as changed) and {@code Report}; {@code Export} is the same in one file.
 */
package com.example.tools.update;
