package org.zpcidebug.inspect;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.testing.FakeMonitor;
import org.zpcidebug.testing.FakePeer;

/**
 * A QEMU that is not there: answers the commands of a session from a table that the test changes while it runs. A key is
 * the command's name with what it is about, for instance {@code qom-get /z1 uid} or {@code info mtree}.
 */
final class FakeGuest implements AutoCloseable {

    private static final String BUS = "/machine/s390-pcihost/s390-pcibus.0";
    private static final String NOT_FOUND = "!DeviceNotFound";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<FakePeer> peers = new ArrayList<>();
    private final List<FakeFunction> functions = new ArrayList<>();
    private final FakeMonitor monitor;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    /** A function with a virtio-rng device. */
    record FakeFunction(int number, long fid, int uid, boolean registered) {

        String target() {
            return "dev" + number;
        }

        String path() {
            return "/machine/peripheral/z" + number;
        }
    }

    /** A guest with these functions. */
    FakeGuest(FakeFunction... functions) throws IOException {
        put("query-status", "{\"status\": \"running\", \"running\": true}");
        put("query-target", "{\"arch\": \"s390x\"}");
        put("query-kvm", "{\"enabled\": false, \"present\": false}");
        put("query-name", "{\"name\": \"fake\"}");
        put("query-cpus-fast", "[{\"cpu-index\": 0, \"qom-path\": \"/cpu\", \"target\": \"s390x\"}]");
        put("query-memory-size-summary", "{\"base-memory\": 67108864}");
        put("x-query-virtio", "[]");
        for (FakeFunction function : functions) {
            plug(function);
        }
        update();
        monitor = FakeMonitor.unix(this::play);
    }

    static FakeFunction function(int number, long fid, int uid) {
        return new FakeFunction(number, fid, uid, true);
    }

    MonitorAddress address() {
        return monitor.address();
    }

    /** Every command so far by its key. */
    List<String> asked() {
        return monitor.received().stream()
                .map(line -> key(JsonParser.parseString(line).getAsJsonObject()))
                .toList();
    }

    long asked(String key) {
        return asked().stream().filter(key::equals).count();
    }

    void put(String key, String json) {
        answers.put(key, json);
    }

    /** From now on the command is refused with a GenericError. */
    void fail(String key) {
        answers.put(key, "!GenericError");
    }

    /** From now on the command, or what it is about, is not there. */
    void remove(String key) {
        answers.remove(key);
    }

    void plug(FakeFunction function) {
        synchronized (functions) {
            functions.add(function);
        }
        answers.put("qom-get " + function.path() + " fid", Long.toString(function.fid()));
        answers.put("qom-get " + function.path() + " uid", Integer.toString(function.uid()));
        answers.put("qom-get " + function.path() + " target", quoted(function.target()));
        answers.put("qom-get " + function.path() + " interpret", "false");
        answers.put("qom-get " + function.path() + " forwarding-assist", "false");
        answers.put("qom-get /machine/peripheral/" + function.target() + " type", quoted("virtio-rng-pci"));
        answers.put("qom-get " + BUS + " child[" + function.number() + "]", quoted(function.path()));
        update();
    }

    void unplug(FakeFunction function) {
        synchronized (functions) {
            functions.remove(function);
        }
        answers.keySet().removeIf(key -> key.contains(function.path() + " "));
        answers.remove("qom-get " + BUS + " child[" + function.number() + "]");
        update();
    }

    /** Answers nothing until the returned latch is counted down. */
    CountDownLatch fallSilent() {
        silence = new CountDownLatch(1);
        return silence;
    }

    void event(String name) throws IOException {
        synchronized (peers) {
            for (FakePeer peer : peers) {
                peer.event(name, "{}");
            }
        }
    }

    @Override
    public void close() throws IOException {
        silence.countDown();
        monitor.close();
    }

    private void play(FakePeer peer) throws IOException {
        peer.negotiate();
        synchronized (peers) {
            peers.add(peer);
        }
        while (true) {
            JsonObject command = peer.command();
            try {
                silence.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            String answer = answers.getOrDefault(key(command), NOT_FOUND);
            if (answer.startsWith("!")) {
                peer.fail(command, answer.substring(1), "no " + key(command));
            } else {
                peer.reply(command, answer);
            }
        }
    }

    private static String key(JsonObject command) {
        String name = command.get("execute").getAsString();
        if (!command.has("arguments")) {
            return name;
        }
        JsonObject arguments = command.getAsJsonObject("arguments");
        if (arguments.has("command-line")) {
            return arguments.get("command-line").getAsString();
        }
        StringBuilder key = new StringBuilder(name);
        arguments.entrySet().forEach(entry -> key.append(' ')
                .append(entry.getValue().isJsonPrimitive() ? entry.getValue().getAsString() : "..."));
        return key.toString();
    }

    private void update() {
        List<FakeFunction> now;
        synchronized (functions) {
            now = List.copyOf(functions);
        }
        StringBuilder links = new StringBuilder("{\"name\": \"type\", \"type\": \"string\"}");
        StringBuilder devices = new StringBuilder();
        StringBuilder tree = new StringBuilder("address-space: memory\n");
        for (FakeFunction function : now) {
            links.append(", {\"name\": \"child[").append(function.number()).append("]\", \"type\": \"link<zpci>\"}");
            devices.append(devices.isEmpty() ? "" : ", ").append(device(function));
            String uid = String.format("%04x", function.uid());
            tree.append("    fe00000000000000-fe00000000000fff (prio 0, i/o): msix-s390-")
                    .append(uid)
                    .append('\n');
            if (function.registered()) {
                tree.append("    0000000000000000-000000011fffffff (prio 0, i/o): iommu-s390-")
                        .append(uid)
                        .append('\n');
            }
        }
        answers.put("qom-list " + BUS, "[" + links + "]");
        answers.put("query-pci", "[{\"bus\": 0, \"devices\": [" + devices + "]}]");
        answers.put("info mtree", quoted(tree.toString().replace("\n", "\\n")));
    }

    private static String device(FakeFunction function) {
        return "{\"bus\": 0, \"slot\": " + function.number() + ", \"function\": 0, \"qdev_id\": "
                + quoted(function.target()) + ", \"class_info\": {\"class\": 255},"
                + " \"id\": {\"vendor\": 6900, \"device\": 4164}, \"regions\": []}";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
