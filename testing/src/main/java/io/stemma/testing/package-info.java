/**
 * What tests of object stores, and tests upon object stores, need.
 *
 * <p>{@link io.stemma.testing.ObjectStoreContract} holds the tests that every {@link
 * io.stemma.storage.ObjectStore} passes. {@link io.stemma.testing.RecordingObjectStore} counts what
 * is asked of a store, {@link io.stemma.testing.FaultyObjectStore} lets it fail, {@link
 * io.stemma.testing.CrashingObjectStore} lets its machine crash. Only {@code io.stemma} and {@code
 * io.stemma.storage} are used, as anybody could.
 */
@NullMarked
package io.stemma.testing;

import org.jspecify.annotations.NullMarked;
