package io.stemma.benchmarks.bars;

/**
 * One measured bar, as printed and as written to JSON.
 *
 * @param bar its name
 * @param asked what it has to reach
 * @param reached what it reached, or how it failed
 * @param holds whether that is enough
 */
record Row(String bar, String asked, String reached, boolean holds) {}
