/**
 * Running the datums of a job elsewhere: in other processes, on other machines.
 *
 * <p>{@link io.stemma.execution.Executor} is what somebody implements who has such places, and
 * {@link io.stemma.Pipeline#run(Executor)} is who uses it; {@link io.stemma.execution.DatumWorker}
 * is what runs there. What goes back and forth, {@link io.stemma.execution.DatumTask} and {@link
 * io.stemma.execution.DatumOutcome}, is plain data that become bytes and are read back from them.
 * Inputs are not among it, nor are large outputs: the other side reads and writes the archive's
 * store itself.
 *
 * <p>Nothing here is null, and an argument that is null is refused with a {@link
 * NullPointerException} that names it.
 */
@NullMarked
package io.stemma.execution;

import org.jspecify.annotations.NullMarked;
