/**
 * Bars: what the library has to reach, measured and printed as asked, reached, holds. An area, such
 * as the engine, is a class that lists its bars, and a word in {@link
 * io.stemma.benchmarks.bars.Areas}. Entry: {@link io.stemma.benchmarks.bars.RunBars}.
 */
@NullMarked
package io.stemma.benchmarks.bars;

import org.jspecify.annotations.NullMarked;
