package org.zpcidebug.gdbstub;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.zpcidebug.hypervisor.MonitorAddress;

/** Where a stub listens; written as a monitor's address is. */
final class StubAddress {

    private StubAddress() {}

    static SocketAddress of(MonitorAddress address) {
        if (address instanceof MonitorAddress.Unix unix) {
            return UnixDomainSocketAddress.of(unix.path());
        }
        MonitorAddress.Tcp tcp = (MonitorAddress.Tcp) address;
        return new InetSocketAddress(tcp.host(), tcp.port());
    }
}
