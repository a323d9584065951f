/** JMH benchmarks of single steps; {@code benchmarks/run jmh PATTERN} runs them. */
@NullMarked
package io.stemma.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
