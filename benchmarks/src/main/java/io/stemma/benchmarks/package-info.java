/**
 * What all benchmarks share: child JVMs, their memory, their violent end, and statistics of
 * latencies. Data sets, bars and JMH benchmarks have packages of their own beneath.
 */
@NullMarked
package io.stemma.benchmarks;

import org.jspecify.annotations.NullMarked;
