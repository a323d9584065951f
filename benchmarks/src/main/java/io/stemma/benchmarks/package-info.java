/** To be described. */
@NullMarked
package io.stemma.benchmarks;

import org.jspecify.annotations.NullMarked;
