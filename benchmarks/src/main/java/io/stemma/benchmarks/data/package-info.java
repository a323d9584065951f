/**
 * Makes the data sets that the benchmarks measure: sensor files, small files, and an edited tree.
 * Entry: {@link io.stemma.benchmarks.data.Generate}. Every byte follows from the kind and a seed,
 * so that figures taken on different days and machines speak of the same data. Uses the JDK only.
 */
@NullMarked
package io.stemma.benchmarks.data;

import org.jspecify.annotations.NullMarked;
