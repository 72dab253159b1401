package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.inspect.Findings.open;
import static org.zpcidebug.inspect.Findings.probed;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zpcidebug.inspect.findings.Catalogue;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MeasurementBlock;

/**
 * What takes host devices, a machine that interprets, or a hypervisor that does what QEMU refuses, none of which are here:
 * the snapshot of a real guest is recorded, and in the record those values are changed that would be others there.
 */
class HardwareFindingsLiveTest {

    private static final long FID = 0x100;

    private static GuestSnapshot record() throws Exception {
        try (GuestSession session = open(LinuxGuest.shared(LinuxPair.BACKPORTS))) {
            return probed(session);
        }
    }

    /** A copy of a record with another value. */
    private static <R extends Record> R with(R record, String name, Object value) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                components[i].getAccessor().setAccessible(true);
                values[i] = components[i].getName().equals(name)
                        ? value
                        : components[i].getAccessor().invoke(record);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            @SuppressWarnings("unchecked")
            R copy = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
            return copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static List<String> ids(GuestSnapshot record, FunctionSnapshot changed) {
        List<FunctionSnapshot> functions = Stream.concat(
                        Stream.of(changed), record.functions().stream().filter(f -> f.fid() != changed.fid()))
                .toList();
        return Catalogue.of(with(record, "functions", functions), changed, true).findings().stream()
                .map(Finding::id)
                .toList();
    }

    @Test
    void inTheRecordOfARealGuest() throws Exception {
        GuestSnapshot record = record();
        FunctionSnapshot disk = record.function(FID).orElseThrow();
        assertThat(ids(record, disk)).isEmpty();
        FunctionSnapshot host = with(disk, "hostDevice", Value.hypervisor("0001:00:00.0"));
        assertThat(ids(record, host)).containsExactly("not-interpreted", "default-group");
        FunctionSnapshot interpreted = with(disk, "interpreted", Value.hypervisor(true));
        assertThat(ids(record, interpreted)).containsExactly("handle-not-interpreted");
        assertThat(ids(record, with(disk, "uid", Value.hypervisor(0x12)))).containsExactly("uid-shared", "uid-differs");
        ZpciDevice linux = disk.linux().value();
        ZpciDevice.Counters counters = with(linux.counters(), "mappedPages", Known.of(1L << 40));
        assertThat(ids(record, linux(host, with(linux, "counters", counters)))).contains("mapping-limit");
        assertThat(ids(record, linux(interpreted, blind(linux)))).contains("measurement-blind");
        assertThat(ids(record, linux(interpreted, crossing(linux)))).contains("indicators-cross-page");
        assertThat(ids(record, withoutMsix(disk))).contains("msix-missing");
    }

    private static FunctionSnapshot linux(FunctionSnapshot function, ZpciDevice linux) {
        return with(function, "linux", Value.guest(linux));
    }

    private static ZpciDevice blind(ZpciDevice linux) {
        ZpciDevice.Measurement measured = linux.measurement().value().orElseThrow();
        MeasurementBlock block = measured.block();
        for (String counter : List.of("loads", "stores", "storeBlocks")) {
            block = with(block, counter, 0L);
        }
        block = with(block, "lastUpdate", 2L);
        return with(linux, "measurement", Known.of(Optional.of(with(measured, "block", block))));
    }

    private static ZpciDevice crossing(ZpciDevice linux) {
        InterruptRegistration registered =
                linux.interrupts().registration().value().orElseThrow();
        InterruptRegistration crossing = with(with(registered, "vector", 0x5ff8L), "count", 65);
        return with(linux, "interrupts", with(linux.interrupts(), "registration", Known.of(Optional.of(crossing))));
    }

    /** The capability has another id. */
    private static FunctionSnapshot withoutMsix(FunctionSnapshot function) {
        FunctionProbe probe = function.probe().value();
        ConfigSpace space = probe.answers().config().value();
        byte[] bytes = space.bytes();
        bytes[
                space.capabilities().stream()
                        .filter(capability -> capability.id() == 0x11 && !capability.extended())
                        .findFirst()
                        .orElseThrow()
                        .offset()] = 0x09;
        ProbedFunction answers = with(probe.answers(), "config", Known.of(new ConfigSpace(bytes)));
        return with(function, "probe", Value.probe(with(probe, "answers", answers)));
    }
}
