/**
 * Object stores in directories, for URIs of the scheme {@code file}.
 *
 * <p>{@link io.stemma.storage.local.DirectoryObjectStore} says how an object gets its name and
 * stays. All calls that change the disk go through {@code FileCalls}, so that tests can crash the
 * machine between any two of them. Only {@code io.stemma.storage} and the JDK are used.
 */
@NullMarked
package io.stemma.storage.local;

import org.jspecify.annotations.NullMarked;
