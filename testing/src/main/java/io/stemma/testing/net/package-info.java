/**
 * A network that fails, between a client and a server that speak HTTP/1.1.
 *
 * <p>{@link io.stemma.testing.net.FaultyProxy} stands in between. A {@link
 * io.stemma.testing.net.Link} says how slow it is, a {@link io.stemma.testing.net.NetworkPlan}
 * which requests meet which {@link io.stemma.testing.net.NetworkFault}; every {@link
 * io.stemma.testing.net.Exchange} is recorded. Only the JDK is used.
 */
@NullMarked
package io.stemma.testing.net;

import org.jspecify.annotations.NullMarked;
