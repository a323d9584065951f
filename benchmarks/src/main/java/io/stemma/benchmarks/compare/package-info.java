/**
 * Stemma beside the tools that a user would pick instead: each does the same things to the same
 * files in turn. Entry: {@link io.stemma.benchmarks.compare.Compare}.
 */
@NullMarked
package io.stemma.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
