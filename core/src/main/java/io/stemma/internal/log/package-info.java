/**
 * The operation log: the race for the next entry, group commit, recovery.
 *
 * <p>{@link io.stemma.internal.log.OperationLog} reads and appends entries; {@link
 * io.stemma.internal.log.GroupCommitter} lets the threads of a process share them. May use {@code
 * storage}, {@code internal.format} and {@code internal.base}.
 */
@NullMarked
package io.stemma.internal.log;

import org.jspecify.annotations.NullMarked;
