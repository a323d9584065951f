/**
 * Whole archives put to the test through the API alone: crashed at every step, on stores that fail,
 * compared with a model, under many writers. Each test is a small class that throws an {@link
 * AssertionError} which says what went wrong; tests run them small and benchmarks run them large.
 */
@NullMarked
package io.stemma.testing.archive;

import org.jspecify.annotations.NullMarked;
