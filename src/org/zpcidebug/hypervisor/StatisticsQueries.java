package org.zpcidebug.hypervisor;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** KVM's counters ({@code query-stats}, since QEMU 7.1 and Linux 5.14). Without KVM there are none. */
@SuppressWarnings("nls")
public final class StatisticsQueries {

    private static final int MOST_OBJECTS = 16384;
    private static final int MOST_COUNTERS = 4096;

    private StatisticsQueries() {}

    /** The counters of the virtual machine by name. */
    public static MonitorCommand<Map<String, Long>> machine() {
        return query("vm");
    }

    /** The counters of the vCPUs by name, added up over all vCPUs. */
    public static MonitorCommand<Map<String, Long>> cpus() {
        return query("vcpu");
    }

    private static MonitorCommand<Map<String, Long>> query(String target) {
        JsonObject kvm = new JsonObject();
        kvm.addProperty("provider", "kvm");
        JsonArray providers = new JsonArray();
        providers.add(kvm);
        JsonObject arguments = new JsonObject();
        arguments.addProperty("target", target);
        arguments.add("providers", providers);
        return new MonitorCommand<>("query-stats", arguments, reply -> {
            Map<String, Long> sums = new TreeMap<>();
            JsonView.of(reply).items(MOST_OBJECTS).forEach(object -> add(object.get("stats"), sums));
            return sums;
        });
    }

    /** Adds the plain counters; histograms (lists) and flags are no counters. */
    private static void add(JsonView counters, Map<String, Long> sums) {
        for (JsonView counter : counters.items(MOST_COUNTERS)) {
            JsonView value = counter.get("value");
            if (value.isNumber()) {
                if (sums.size() == MOST_COUNTERS) {
                    throw new IllegalArgumentException("more than " + MOST_COUNTERS + " counters");
                }
                sums.merge(counter.get("name").text(), value.unsigned64(), Long::sum);
            }
        }
    }
}
