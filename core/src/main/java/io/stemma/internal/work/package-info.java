/**
 * Work that makes more work, run by as many threads as there are processors. {@link
 * io.stemma.internal.work.WorkPool} is all there is. Uses the JDK and the API's exceptions only.
 */
@NullMarked
package io.stemma.internal.work;

import org.jspecify.annotations.NullMarked;
